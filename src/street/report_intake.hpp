// How a report comes in: drafts with photos, then the report itself, acknowledged once it is written. A
// resend of the same client_ref changes nothing; a missing model never stops it; a store of photos that is
// full costs the photos, not the words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "base/result.hpp"
#include "street/photo_intake.hpp"
#include "street/position.hpp"
#include "street/street_context.hpp"
#include "street/suggestion_service.hpp"

namespace parvis::street {

// The place as the sender's form gives it: one point, and where it comes from.
struct SentPlace {
  std::optional<base::LatLon> position;
  PositionSource source = PositionSource::appareil;
  std::optional<double> precision_m;
};

struct DraftInput {
  std::vector<SentPhoto> photos;
  std::string text, category;
  SentPlace place;
  std::string draft_id;  // adds to this draft; empty: a new one
};

struct DraftAnswer {
  std::string id;
  std::vector<PhotoAnswer> photos;     // of this request
  std::vector<TakenPhoto> all_photos;  // of the draft
  ChosenPosition position;
  std::optional<MadeSuggestion> suggestion;
  std::vector<DuplicateCandidate> candidates;
  std::string category;                // chosen by the sender so far
  std::optional<std::string> outside;  // the place is not in the territory: the neighbour's name, or empty
};

struct ReportInput {
  Channel channel = Channel::web;
  Actor actor{ActorKind::habitant, {}};
  std::string client_ref, draft_id;
  std::vector<SentPhoto> photos;
  std::string category;  // code, or empty: «Je ne sais pas»
  std::string description, address, insee;
  SentPlace place;
  std::string email, name, phone;
  std::string contact_id;  // already kept, of a form whose question «déjà signalé ?» was answered
};

struct AcceptedReport {
  Report report;
  bool already_known = false;
  std::string tracking_url;  // the secret link
  std::string secret;
  std::vector<PhotoAnswer> photos;
  bool photos_lost = false;  // the store of photos is full: the words are kept
};

// «Moi aussi» raises the priority to urgente at this many followers.
inline constexpr std::int64_t urgent_followers = 10;

class ReportIntake {
 public:
  explicit ReportIntake(StreetContext& context) : context_(context) {}

  // Errors: too_large past six photos, not_found for an unknown draft, the photo's own error when every photo
  // of a first request is refused. A place outside the territory is told, and refused when the report is
  // sent.
  Result<DraftAnswer> draft(const DraftInput& input);
  // The draft again, without adding to it. Errors: not_found once sent or expired.
  Result<DraftAnswer> draft_again(const std::string& id);
  // Adds the fields of a form to a draft, so that it can be sent after a question. The contact goes to its
  // own table.
  Status keep_fields(const std::string& draft_id, const ReportInput& input);
  // The report that a draft holds, as kept by keep_fields.
  Result<ReportInput> kept_input(const std::string& draft_id);
  // Errors: invalid with code "place", "content", "category", "email", "outside_territory" and the field at
  // fault.
  Result<AcceptedReport> submit(const ReportInput& input);
  // +1 follower; a contact when an e-mail is given. Errors: not_found for a report that is not public or not
  // open.
  struct MeToo {
    Report report;
    std::string tracking_url;
    bool email_kept = false;
  };
  Result<MeToo> me_too(const std::string& ref, const std::string& email, const std::string& draft_id);

 private:
  StreetContext& context_;
};

// Address of a report's page, with the follower's secret when given.
std::string report_url(const StreetContext& context, std::string_view ref, std::string_view secret = {});
bool plausible_email(std::string_view email);

}  // namespace parvis::street
