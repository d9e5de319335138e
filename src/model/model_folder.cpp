#include "model/model_folder.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/file.hpp"
#include "base/hashing.hpp"

namespace parvis::model {
namespace {

namespace fs = std::filesystem;
namespace json = base::json;

static_assert(std::endian::native == std::endian::little, "head.bin is little-endian");

constexpr std::uint64_t max_head_bytes = 512ULL << 20;

tl::unexpected<Error> broken(const std::string& why) {
  return fail(ErrorKind::invalid, "Le modèle de photos est abîmé ou incomplet. Réinstallez son dossier.", why,
              "model_broken");
}

Status check_hash(const fs::path& file, const std::string& expected) {
  const auto actual = base::sha256_file(file);
  if (!actual)
    return fail(ErrorKind::not_found, "Un fichier du modèle de photos manque. Réinstallez son dossier.",
                file.string(), "model_missing");
  if (*actual != expected) return broken(file.filename().string() + ": sha256 " + *actual);
  return {};
}

Result<Transform> transform_of(const std::string& name) {
  if (name == "sqrt_l2") return Transform::sqrt_l2;
  if (name == "l2") return Transform::l2;
  if (name == "none") return Transform::none;
  return broken("transform " + name);
}

std::string_view name_of(Transform transform) {
  return transform == Transform::sqrt_l2 ? "sqrt_l2" : transform == Transform::l2 ? "l2" : "none";
}

Result<std::vector<std::string>> texts(const json::object& object, std::string_view key) {
  PARVIS_TRY(array, base::need_array(object, key));
  std::vector<std::string> out;
  for (const auto& value : array) {
    if (!value.is_string()) return broken(std::string(key));
    out.emplace_back(value.get_string());
  }
  return out;
}

// A backbone's path is relative to the model's folder or, for the models that ship together, to the folder
// above.
fs::path backbone_folder(const fs::path& folder, const std::string& path) {
  auto beside = (folder / path).lexically_normal();
  std::error_code error;
  if (fs::exists(beside, error)) return beside;
  return (fs::absolute(folder).lexically_normal() / ".." / path).lexically_normal();
}

Result<FeaturePipeline> pipeline_of(const json::object& settings, const fs::path& folder) {
  FeaturePipeline pipeline;
  PARVIS_TRY(backbones, base::need_array(settings, "backbones"));
  for (const auto& value : backbones) {
    if (!value.is_object()) return broken("backbones");
    const auto& one = value.get_object();
    BackboneFiles files{base::text_or(one, "name"),
                        backbone_folder(folder, base::text_or(one, "path")),
                        base::text_or(one, "sha256_xml"),
                        base::text_or(one, "sha256_bin"),
                        static_cast<int>(base::integer_or(one, "input_size")),
                        {}};
    PARVIS_TRY(views, texts(one, "views"));
    files.views = std::move(views);
    if (files.name.empty() || files.views.empty() || files.sha256_xml.empty() || files.sha256_bin.empty() ||
        files.input_size < 32 || files.input_size > 1024)
      return broken("backbones");
    pipeline.backbones.push_back(std::move(files));
  }
  PARVIS_TRY(blocks, base::need_array(settings, "blocks"));
  for (const auto& value : blocks) {
    if (!value.is_object()) return broken("blocks");
    const auto& one = value.get_object();
    PARVIS_TRY(transform, transform_of(base::text_or(one, "transform", "none")));
    const auto size = base::integer_or(one, "size");
    if (size < 0 || size > 100'000) return broken("blocks: size");
    pipeline.blocks.push_back({base::text_or(one, "backbone"), base::text_or(one, "output"), transform,
                               base::number_or(one, "weight", 1), static_cast<std::size_t>(size)});
  }
  if (pipeline.backbones.empty() || pipeline.blocks.empty()) return broken("pipeline");
  return pipeline;
}

std::vector<std::pair<std::string_view, std::vector<float> LinearHead::*>> array_members() {
  return {{"mean", &LinearHead::mean}, {"weights", &LinearHead::weights}, {"bias", &LinearHead::bias}};
}

Result<std::size_t> length_of(const json::object& array) {
  PARVIS_TRY(shape, base::need_array(array, "shape"));
  std::size_t length = 1;
  for (const auto& side : shape) {
    if (!side.is_int64() || side.get_int64() <= 0 || side.get_int64() > 1'000'000)
      return broken("arrays: shape");
    length *= static_cast<std::size_t>(side.get_int64());
    if (length > max_head_bytes) return broken("arrays: shape");
  }
  return length;
}

Status read_arrays(const json::object& settings, std::string_view bytes, LinearHead& head) {
  PARVIS_TRY(arrays, base::need_array(settings, "arrays"));
  std::size_t at = 0;
  for (const auto& value : arrays) {
    if (!value.is_object()) return broken("arrays");
    const auto name = base::text_or(value.get_object(), "name");
    PARVIS_TRY(length, length_of(value.get_object()));
    const auto members = array_members();
    const auto member =
        std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first == name; });
    if (member == members.end()) return broken("arrays: unknown " + name);
    if (bytes.size() - at < length * sizeof(float)) return broken("head.bin: too short");
    auto& target = head.*member->second;
    target.resize(length);
    std::memcpy(target.data(), bytes.data() + at, length * sizeof(float));
    at += length * sizeof(float);
  }
  if (at != bytes.size()) return broken("head.bin: too long");
  return {};
}

Result<LinearHead> head_of(const json::object& settings, const fs::path& folder, std::size_t classes) {
  PARVIS_TRY(digest, base::need_text(settings, "head_sha256"));
  PARVIS_CHECK(check_hash(folder / "head.bin", digest));
  PARVIS_TRY(bytes, base::read_file(folder / "head.bin", max_head_bytes));
  LinearHead head;
  head.dims = static_cast<std::size_t>(std::max<std::int64_t>(0, base::integer_or(settings, "dims")));
  head.classes = classes;
  PARVIS_CHECK(read_arrays(settings, bytes, head));
  PARVIS_CHECK(head.check());
  return head;
}

json::array arrays_json(const LinearHead& head) {
  const auto shape = [](std::initializer_list<std::size_t> sides) {
    json::array out;
    for (const auto side : sides) out.push_back(static_cast<std::int64_t>(side));
    return out;
  };
  return {json::object{{"name", "mean"}, {"shape", shape({head.dims})}},
          json::object{{"name", "weights"}, {"shape", shape({head.dims, head.classes})}},
          json::object{{"name", "bias"}, {"shape", shape({head.classes})}}};
}

void put_pipeline(json::object& settings, const FeaturePipeline& pipeline, const fs::path& folder) {
  json::array backbones, blocks;
  for (const auto& one : pipeline.backbones)
    backbones.push_back(
        json::object{{"name", one.name},
                     {"path", fs::proximate(fs::absolute(one.folder), fs::absolute(folder)).string()},
                     {"sha256_xml", one.sha256_xml},
                     {"sha256_bin", one.sha256_bin},
                     {"input_size", one.input_size},
                     {"views", json::value_from(one.views)}});
  for (const auto& one : pipeline.blocks)
    blocks.push_back(json::object{{"backbone", one.backbone},
                                  {"output", one.output},
                                  {"transform", name_of(one.transform)},
                                  {"weight", one.weight},
                                  {"size", static_cast<std::int64_t>(one.size)}});
  settings["backbones"] = std::move(backbones);
  settings["blocks"] = std::move(blocks);
}

void append(std::string& bytes, const std::vector<float>& values) {
  const auto at = bytes.size();
  bytes.resize(at + values.size() * sizeof(float));
  std::memcpy(bytes.data() + at, values.data(), values.size() * sizeof(float));
}

void normalise(std::vector<float>& values, Transform transform) {
  if (transform == Transform::none) return;
  double squares = 0;
  for (float& v : values) {
    if (transform == Transform::sqrt_l2) v = std::sqrt(std::max(v, 0.0F));
    squares += double{v} * v;
  }
  const double length = std::max(std::sqrt(squares), 1e-12);
  for (float& v : values) v = static_cast<float>(v / length);
}

}  // namespace

std::size_t FeaturePipeline::dims() const {
  std::size_t sum = 0;
  for (const auto& block : blocks) {
    if (block.size == 0) return 0;
    sum += block.size;
  }
  return sum;
}

std::string FeaturePipeline::fingerprint() const {
  std::string all = "pixels2";  // goes up with each change of the pixels that image.cpp and resample.cpp give
  for (const auto& one : backbones) {
    all += "|" + one.name + one.sha256_xml + one.sha256_bin + std::to_string(one.input_size);
    for (const auto& view : one.views) all += "+" + view;
  }
  for (const auto& one : blocks)
    all += "|" + one.backbone + "/" + one.output + "/" + std::string(name_of(one.transform)) + "/" +
           std::to_string(one.weight) + "/" + std::to_string(one.size);
  return base::sha256_hex(all);
}

Result<std::vector<ClassProbability>> PhotoModel::classify(std::span<const float> x) const {
  PARVIS_TRY(values, head.scores(x));
  const auto p = softmax(values, temperature);
  std::vector<ClassProbability> out;
  for (const auto index : ranking(p)) out.push_back({classes[index], p[index]});
  return out;
}

Result<PhotoModel> load_photo_plan(const fs::path& folder) {
  const auto text = base::read_file(folder / "model.json", 8 << 20);
  if (!text)
    return fail(ErrorKind::not_found, "Le modèle de photos n'est pas installé.",
                (folder / "model.json").string(), "model_missing");
  PARVIS_TRY(settings, base::parse_json_object(*text));
  if (base::integer_or(settings, "format") != 1) return broken("format");
  PhotoModel model;
  model.name = base::text_or(settings, "name");
  model.sha256 = base::sha256_hex(*text);
  PARVIS_TRY(pipeline, pipeline_of(settings, folder));
  model.pipeline = std::move(pipeline);
  for (const auto& backbone : model.pipeline.backbones) PARVIS_CHECK(check_backbone(backbone));
  model.settings = std::move(settings);
  return model;
}

Result<PhotoModel> load_photo_model(const fs::path& folder) {
  PARVIS_TRY(model, load_photo_plan(folder));
  model.temperature = base::number_or(model.settings, "temperature", 1);
  model.threshold = base::number_or(model.settings, "threshold", 0.4);
  if (!(model.temperature > 0)) return broken("temperature");
  PARVIS_TRY(classes, texts(model.settings, "classes"));
  model.classes = std::move(classes);
  PARVIS_TRY(head, head_of(model.settings, folder, model.classes.size()));
  model.head = std::move(head);
  const auto dims = model.pipeline.dims();
  if (dims != 0 && model.head.dims != dims) return broken("dims");
  return model;
}

Result<std::string> save_photo_model(const fs::path& folder, const PhotoModel& model,
                                     const json::object& card) {
  PARVIS_CHECK(model.head.check());
  std::error_code error;
  fs::create_directories(folder, error);
  std::string bytes;
  for (const auto* array : {&model.head.mean, &model.head.weights, &model.head.bias}) append(bytes, *array);
  auto settings = model.settings;
  settings["format"] = 1;
  settings["name"] = model.name;
  settings["task"] = "photo";
  settings["classes"] = json::value_from(model.classes);
  put_pipeline(settings, model.pipeline, folder);
  settings["dims"] = static_cast<std::int64_t>(model.head.dims);
  settings["arrays"] = arrays_json(model.head);
  settings["head_sha256"] = base::sha256_hex(bytes);
  settings["temperature"] = model.temperature;
  settings["threshold"] = model.threshold;
  const auto text = base::canonical_json(settings) + "\n";
  PARVIS_CHECK(base::write_file_durably(folder / "head.bin", bytes));
  PARVIS_CHECK(base::write_file_durably(folder / "card.json", json::serialize(card) + "\n"));
  PARVIS_CHECK(base::write_file_durably(folder / "model.json", text));
  return base::sha256_hex(text);
}

Result<std::vector<float>> join_blocks(const FeaturePipeline& pipeline, const RawFeatures& raw) {
  std::vector<float> x;
  x.reserve(pipeline.dims());
  for (const auto& block : pipeline.blocks) {
    const auto found = raw.find(block.backbone + "/" + block.output);
    if (found == raw.end() || (block.size != 0 && found->second.size() != block.size))
      return broken("block " + block.output);
    auto values = found->second;
    normalise(values, block.transform);
    for (const float v : values) x.push_back(static_cast<float>(v * block.weight));
  }
  return x;
}

Status check_backbone(const BackboneFiles& files) {
  auto xml = files.sha256_xml, bin = files.sha256_bin;
  if (xml.empty() || bin.empty()) {
    PARVIS_TRY(text, base::read_file(files.folder / "card.json", 1 << 20));
    PARVIS_TRY(card, base::parse_json_object(text));
    PARVIS_TRY(hashes, base::need_object(card, "sha256"));
    xml = base::text_or(hashes, "model.xml");
    bin = base::text_or(hashes, "model.bin");
  }
  PARVIS_CHECK(check_hash(files.folder / "model.xml", xml));
  return check_hash(files.folder / "model.bin", bin);
}

}  // namespace parvis::model
