// What a report of street disorder is: its fields, its photos and its history. Pure values, no storage, no
// clock. Enumerations are stored and sent as the ASCII codes of the *_codes lists. Positions are WGS84
// degrees, distances metres, instants UTC milliseconds. Empty text stands for "none" except where
// std::optional says otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code_list.hpp"
#include "base/geo.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace parvis::street {

enum class State {
  recu,
  a_qualifier,
  a_traiter,
  programme,
  en_cours,
  attente_habitant,
  en_attente,
  a_transferer,
  transfere,
  echec_transfert,
  fait_partenaire,
  resolu,
  non_retenu,
  doublon,
  annule,
  reouverture
};
inline constexpr base::CodeList<State, 16> state_codes{
    {"recu", "a_qualifier", "a_traiter", "programme", "en_cours", "attente_habitant", "en_attente",
     "a_transferer", "transfere", "echec_transfert", "fait_partenaire", "resolu", "non_retenu", "doublon",
     "annule", "reouverture"}};

enum class Channel { web, mobile, telephone, guichet, courriel, agent, open311, import };
inline constexpr base::CodeList<Channel, 8> channel_codes{
    {"web", "mobile", "telephone", "guichet", "courriel", "agent", "open311", "import"}};

enum class CategorySource { habitant, modele_accepte, regulation, regle, open311, import };
inline constexpr base::CodeList<CategorySource, 6> category_source_codes{
    {"habitant", "modele_accepte", "regulation", "regle", "open311", "import"}};

enum class Priority { normale, urgente, danger };
inline constexpr base::CodeList<Priority, 3> priority_codes{{"normale", "urgente", "danger"}};

enum class Visibility { visible, sans_photo, prive };
inline constexpr base::CodeList<Visibility, 3> visibility_codes{{"public", "public_sans_photo", "prive"}};

enum class PositionSource { carte, equipement, appareil, exif, adresse, appelant, open311, aucune };
inline constexpr base::CodeList<PositionSource, 8> position_source_codes{
    {"carte", "equipement", "appareil", "exif", "adresse", "appelant", "open311", "aucune"}};

enum class PhotoKind { ensemble, proche, apres, piece };
inline constexpr base::CodeList<PhotoKind, 4> photo_kind_codes{{"ensemble", "proche", "apres", "piece"}};

enum class BlurState { en_attente, fait, a_verifier, fait_main, echec, refuse };
inline constexpr base::CodeList<BlurState, 6> blur_state_codes{
    {"en_attente", "fait", "a_verifier", "fait_main", "echec", "refuse"}};

enum class ActorKind { agent, habitant, partenaire, systeme, modele };
inline constexpr base::CodeList<ActorKind, 5> actor_kind_codes{
    {"agent", "habitant", "partenaire", "systeme", "modele"}};

// Who did something. `id` is an account id, a model hash or empty; never a name.
struct Actor {
  ActorKind kind = ActorKind::systeme;
  std::string id;
};

// A time during which the clock of a report stands still; `end` is absent while it lasts.
struct Pause {
  base::Instant start;
  std::optional<base::Instant> end;
};

struct Report {
  std::string id;          // UUIDv7
  std::string ref;         // AAAA-NNNNNNN, unique
  std::string client_ref;  // chosen by the sender; a resend finds the same report
  std::string jurisdiction = "defaut";
  Channel channel = Channel::web;
  base::Instant received_at{};
  std::optional<base::Instant> observed_at;
  base::Instant updated_at{};
  std::optional<base::Instant> closed_at;

  std::string description;         // at most max_description characters, no HTML
  std::string public_description;  // the same with personal data masked
  std::string category = "AUT-QUA";
  CategorySource category_source = CategorySource::habitant;
  bool category_confirmed = false;
  State state = State::recu;
  std::string state_reason;
  Priority priority = Priority::normale;
  Visibility visibility = Visibility::prive;

  std::optional<base::LatLon> position;
  PositionSource position_source = PositionSource::aucune;
  std::optional<double> position_precision_m;
  std::string address;
  std::string address_id;
  std::string insee;
  std::vector<std::string> area_ids;
  std::vector<std::string> quality_flags;

  std::string team;
  std::string assignee;
  std::string partner;

  std::string sla;                           // "4 h", "3 j", "10 jc"; empty: no deadline
  std::optional<base::Instant> clock_start;  // original start, or that of the last reopening
  std::optional<base::Instant> deadline_at;
  std::optional<base::Instant> first_answer_deadline_at;
  std::vector<Pause> pauses;
  std::optional<base::Instant> planned_at;  // date told to the citizen, or of resumption
  std::optional<State> remembered_state;    // where attente_habitant and reouverture came from

  base::json::object answers;  // attribute code -> text, number or list of keys
  std::int64_t followers = 0;
  std::int64_t reopened = 0;
  std::int64_t reopening_requests = 0;  // by the citizen
  std::int64_t returns = 0;             // «pas pour nous»
  std::string duplicate_of;             // id of the head report, depth 1
  std::string parent;
  std::string contact_id;
  std::int64_t version = 1;
};

inline constexpr std::size_t max_description_characters = 4000;
inline constexpr std::size_t max_address_characters = 300;
inline constexpr std::size_t max_photos_per_report = 6;

struct BlurBox {
  std::string kind;                   // visage, plaque, autre
  double x = 0, y = 0, w = 0, h = 0;  // 0..1 of the upright picture
  double score = 0;
  std::string by;  // model version or user id
};

struct Photo {
  std::string id;
  std::string report_id;
  std::int64_t event_seq = 0;  // 0: received with the report
  PhotoKind kind = PhotoKind::ensemble;
  std::int64_t rank = 0;
  std::string original_sha;                       // key in the store of originals
  std::int64_t bytes = 0, width = 0, height = 0;  // after orientation
  std::string mime;
  std::optional<base::Instant> taken_at;
  std::optional<base::LatLon> exif_position;
  std::optional<double> exif_error_m, exif_bearing;
  std::string public_name;  // random file name of the derivative, without extension; empty: none
  std::string public_sha, thumb_sha;
  BlurState blur_state = BlurState::en_attente;
  std::vector<BlurBox> blur_boxes;
  bool published = false;
  std::string dhash;        // 16 hexadecimal digits
  std::string feature_sha;  // vector of the image encoder
  std::optional<base::Instant> purge_original_after, original_purged_at;
};

// One line of a report's history, never changed once written. `payload` holds neither personal data nor free
// text.
struct Event {
  std::string id;
  std::string report_id;
  std::int64_t seq = 0;
  base::Instant at{};
  Actor actor;
  std::string type;  // cree, etat, categorie, equipe, position, note, photo, doublon, suivi, ...
  std::string from, to;
  base::json::object payload;  // payload["set"]: the fields this event gave, see replay
  std::string text_id;
  std::string text;  // read from event_text; empty once blanked
  bool text_public = false;
  std::string prev_hash, hash;
};

struct Contact {
  std::string id;
  std::string name, email, phone;
  std::string language = "fr";
  bool wants_mail = true;
  bool wants_sms = false;
  std::optional<base::Instant> erase_after, erased_at;
};

bool is_open(State state);
bool clock_paused(State state, std::string_view reason);
std::string_view staff_label(State state);     // «À traiter»
std::string_view citizen_label(State state);   // «Transmis à l'équipe»
std::string_view open311_status(State state);  // open | closed
std::string_view mysociety_state(State state, std::string_view reason);
std::string_view priority_label(Priority priority);

// The label of a reason of non_retenu, en_attente or of a returned report; the code itself when it is
// unknown.
std::string_view reason_label(std::string_view reason);

// Everything of a report that its history carries: no free text, no identity.
base::json::object tracked_fields(const Report& report);
// The fields of `after` that differ from `before`.
base::json::object changed_fields(const Report& before, const Report& after);
// Applies the payload["set"] of events in order. Free texts and contact stay empty.
Result<Report> replay(const std::vector<Event>& events);

// A report shows in public lists: not private, not abusive, and a person or a rule settled what it is.
bool publicly_listed(const Report& report);

}  // namespace parvis::street
