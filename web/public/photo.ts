// A chosen photo, made small on the device: longest side 1,600 px, JPEG 0.82, upright, its position kept.
import { readExif, withExif, type PhotoFacts } from './exif';

const longest = 1600;
const quality = 0.82;

export interface Photo {
  name: string;
  blob: Blob;
  facts: PhotoFacts;
  draft: string; // the draft on the server that holds it; empty: not sent yet
}

/** Throws when the browser cannot read the image. */
export async function preparePhoto(file: File): Promise<Photo> {
  const facts = readExif(await file.slice(0, 256 * 1024).arrayBuffer());
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  // A photo that is small already goes as it is: a second compression would only harm it.
  const keep = !small || (scale === 1 && file.type === 'image/jpeg' && file.size <= small.size);
  const name = file.name.replace(/\.\w+$/, '') + '.jpg';
  return { name: keep ? file.name : name, blob: keep ? file : withExif(small, facts), facts, draft: '' };
}
