#include "street/quality_flags.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "street/position.hpp"
#include "street/public_text.hpp"

namespace parvis::street {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> labels{{
    {"sans_position", "Sans position"},
    {"imprecis", "Position imprécise"},
    {"point_par_defaut", "Position par défaut d'un outil"},
    {"exif_conflict", "Photo prise ailleurs"},
    {"hors_territoire", "Hors du territoire"},
    {"date_future", "Date dans le futur"},
    {"clos_avant_ouverture", "Clos avant d'être ouvert"},
    {"photo_sombre", "Photo sombre"},
    {"photo_floue", "Photo floue"},
    {"photo_petite", "Photo trop petite"},
    {"photo_deja_vue", "Photo déjà reçue"},
    {"texte_court", "Texte très court"},
    {"donnees_personnelles", "Données personnelles dans le texte"},
    {"reponse_manquante", "Réponse manquante"},
    {"categorie_inconnue", "Rubrique inconnue"},
}};

constexpr std::chrono::minutes observed_tolerance{5};

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool answer_missing(const QualityInput& input) {
  if (input.category == nullptr) return false;
  return std::any_of(input.category->questions.begin(), input.category->questions.end(),
                     [&](const Question& question) {
                       return question.required && !input.report->answers.contains(question.code);
                     });
}

bool any_photo(const QualityInput& input, bool PhotoQuality::*fact) {
  return std::any_of(input.photos.begin(), input.photos.end(),
                     [fact](const PhotoQuality& photo) { return photo.*fact; });
}

bool small_photo(const QualityInput& input) {
  return std::any_of(input.photos.begin(), input.photos.end(), [](const PhotoQuality& photo) {
    return photo.width > 0 && std::min(photo.width, photo.height) < small_photo_px;
  });
}

int column(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

std::string_view cell(const std::vector<std::string>& cells, int index) {
  return index < 0 || static_cast<std::size_t>(index) >= cells.size()
             ? std::string_view{}
             : std::string_view{cells[static_cast<std::size_t>(index)]};
}

// 2015-01-31T00:20:09, with a space accepted for the T: such texts sort as the instants do
bool local_time_shape(std::string_view text) {
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
    return false;
  return text[10] == 'T' || text[10] == ' ';
}

}  // namespace

std::vector<std::string> quality_flags(const QualityInput& input) {
  const Report& report = *input.report;
  const std::array<bool, 15> raised{
      !report.position.has_value(),
      report.position && report.position_precision_m && *report.position_precision_m > imprecise_above_m,
      input.at_default_point,
      input.exif_conflict,
      input.territory == Territory::outside,
      report.observed_at && *report.observed_at > report.received_at + observed_tolerance,
      report.closed_at && *report.closed_at < report.received_at,
      any_photo(input, &PhotoQuality::dark),
      any_photo(input, &PhotoQuality::blurry),
      small_photo(input),
      any_photo(input, &PhotoQuality::already_seen),
      input.photos.empty() && characters(report.description) < short_text_characters,
      public_text(report.description).personal_data,
      answer_missing(input),
      input.category == nullptr,
  };
  std::vector<std::string> flags;
  for (std::size_t i = 0; i < raised.size(); ++i) {
    if (raised[i]) flags.emplace_back(labels[i].first);
  }
  return flags;
}

std::string_view flag_label(std::string_view flag) {
  for (const auto& [code, label] : labels) {
    if (code == flag) return label;
  }
  return flag;
}

const std::vector<std::string_view>& all_flags() {
  static const std::vector<std::string_view> flags = [] {
    std::vector<std::string_view> codes;
    for (const auto& entry : labels) codes.push_back(entry.first);
    return codes;
  }();
  return flags;
}

BatchChecker::BatchChecker(const std::vector<std::string>& header)
    : opened_(column(header, "open_dt")),
      closed_(column(header, "closed_dt")),
      target_(column(header, "target_dt")),
      lat_(column(header, "latitude")),
      lon_(column(header, "longitude")) {}

void BatchChecker::row(const std::vector<std::string>& cells) {
  ++figures_.rows;
  const std::string_view opened = cell(cells, opened_), closed = cell(cells, closed_),
                         target = cell(cells, target_);
  if (!local_time_shape(opened) || (!closed.empty() && !local_time_shape(closed))) {
    ++figures_.unreadable;
    return;
  }
  if (!closed.empty() && closed < opened) ++figures_.closed_before_opening;
  if (target.empty()) ++figures_.without_target;
  if (cell(cells, lat_).empty() || cell(cells, lon_).empty()) ++figures_.without_position;
}

}  // namespace parvis::street
