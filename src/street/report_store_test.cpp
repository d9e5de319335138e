// The stores of street reports, on SQLite and, where PARVIS_TEST_POSTGRES names one, on PostgreSQL.
#include "street/report_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "base/ids.hpp"
#include "store/full_text.hpp"
#include "store/test_database.hpp"
#include "street/config_store.hpp"
#include "street/map_clusters.hpp"
#include "street/photo_store.hpp"
#include "street/public_text.hpp"
#include "street/sla_clock.hpp"
#include "street/street_migrations.hpp"
#include "street/transitions.hpp"

namespace parvis::street {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using store::Session;

const base::Instant start = base::from_millis(1'780'297'200'000);  // 2026-06-01T07:00:00Z

class StreetStore : public testing::TestWithParam<store::Backend> {
 protected:
  void SetUp() override {
    if (!store::can_test(GetParam())) GTEST_SKIP() << "PARVIS_TEST_POSTGRES is not set";
    town_ = std::make_unique<store::TestDatabase>(GetParam());
    ASSERT_TRUE(store::migrate(db(), store::full_text_migrations()));
    const Status migrated = store::migrate(db(), street_migrations());
    ASSERT_TRUE(migrated) << migrated.error().detail;
  }
  store::Database& db() { return **town_; }

  Report put(Report report, std::string text = {}) {
    EventDraft event;
    event.type = "cree";
    event.actor = {ActorKind::habitant, ""};
    event.text = std::move(text);
    auto inserted = db().write([&](Session& session) { return reports.insert(session, report, event); });
    EXPECT_TRUE(inserted) << inserted.error().detail;
    return inserted ? inserted->report : Report{};
  }

  Result<Report> change(const Report& before, const Report& after, std::string type = "etat") {
    EventDraft event;
    event.type = std::move(type);
    event.actor = {ActorKind::agent, "u1"};
    return db().write(
        [&](Session& session) { return reports.update(session, before, after, event, start + hours{1}); });
  }

  ReportPage page(const ReportFilter& filter, const PageRequest& request = {}) {
    auto found = db().read([&](Session& session) { return reports.list(session, filter, request); });
    EXPECT_TRUE(found) << found.error().message << " " << found.error().detail;
    return found ? *found : ReportPage{};
  }

  ReportStore reports;
  PhotoStore photos;
  ConfigStore config;
  std::unique_ptr<store::TestDatabase> town_;
};

Report sample(int minute = 0) {
  Report report;
  report.received_at = start + minutes{minute};
  report.category = "VOI-NID";
  report.team = "T-VOI";
  report.state = State::a_traiter;
  report.visibility = Visibility::visible;
  report.description = "Un grand trou rue de la Paix";
  report.public_description = report.description;
  report.position = base::LatLon{48.39, -4.486};
  report.position_source = PositionSource::carte;
  report.position_precision_m = 5;
  report.address = "12 rue de la Paix";
  report.sla = "3 j";
  report.deadline_at = start + days{3} + minutes{minute};
  return report;
}

TEST_P(StreetStore, AReportComesBackAsItWasGiven) {
  Report report = sample();
  report.area_ids = {"centre", "port"};
  report.quality_flags = {"imprecis"};
  report.answers["NUMERO"] = "42";
  report.pauses = {{start, start + hours{1}}, {start + hours{2}, std::nullopt}};
  report.remembered_state = State::programme;
  report.contact_id = "c1";
  report.priority = Priority::urgente;
  const Report stored = put(report, "Texte libre");
  EXPECT_EQ(stored.ref, "2026-0000001");
  const auto read = db().read([&](Session& session) { return reports.by_ref(session, stored.ref); });
  ASSERT_TRUE(read);
  EXPECT_EQ(tracked_fields(*read), tracked_fields(stored));
  EXPECT_EQ(read->description, report.description);
  EXPECT_EQ(read->answers, report.answers);
  EXPECT_EQ(read->contact_id, "c1");
  EXPECT_EQ(read->area_ids, report.area_ids);
  const auto absent = db().read([&](Session& session) { return reports.by_ref(session, "2026-9999999"); });
  EXPECT_EQ(absent.error().kind, ErrorKind::not_found);
}

TEST_P(StreetStore, AnOldVersionIsAConflict) {
  const Report stored = put(sample());
  Report after = stored;
  after.team = "T-PRO";
  ASSERT_TRUE(change(stored, after, "equipe"));
  const auto late = change(stored, after, "equipe");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::conflict);
  EXPECT_EQ(late.error().code, "version");
}

TEST_P(StreetStore, ReplayingTheEventsGivesTheCurrentRow) {
  Report report = put(sample());
  const Actor agent{ActorKind::agent, "u1"};
  base::Instant now = start;
  for (State to :
       {State::programme, State::en_cours, State::attente_habitant, State::en_cours, State::resolu}) {
    now += hours{1};
    TransitionRequest request;
    request.to = to;
    request.text = "Texte";
    request.date = now + days{1};
    request.has_contact = true;
    request.actor = report.state == State::attente_habitant ? Actor{ActorKind::habitant, ""} : agent;
    request.rights = {"street.work", "street.triage", "street.close"};
    ASSERT_TRUE(check_transition(report, request, now)) << state_codes.code(to);
    const auto changed = change(report, after_transition(report, request, now));
    ASSERT_TRUE(changed) << changed.error().detail;
    report = *changed;
  }
  const auto events = db().read([&](Session& session) { return reports.events(session, report.id); });
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 6U);
  EXPECT_EQ(events->back().from, "en_cours");
  EXPECT_EQ(events->back().to, "resolu");
  const auto row = db().read([&](Session& session) { return reports.by_id(session, report.id); });
  EXPECT_EQ(tracked_fields(*replay(*events)), tracked_fields(*row));
  EXPECT_TRUE(db().read([&](Session& session) { return reports.verify_chain(session, report.id); }));
}

TEST_P(StreetStore, HistoryCannotBeRewrittenAndATextCanBeBlanked) {
  const Report report = put(sample(), "Le nom de quelqu'un");
  auto attempt = [&](const char* statement) {
    return db().write([&](Session& session) { return session.execute(statement); });
  };
  EXPECT_FALSE(attempt("UPDATE street_event SET type = 'autre'"));
  EXPECT_FALSE(attempt("DELETE FROM street_event"));
  auto events = db().read([&](Session& session) { return reports.events(session, report.id); });
  ASSERT_TRUE(events);
  EXPECT_EQ(events->front().text, "Le nom de quelqu'un");
  EXPECT_EQ(base::canonical_json(events->front().payload).find("quelqu"), std::string::npos);
  ASSERT_TRUE(db().write(
      [&](Session& session) { return reports.blank_text(session, events->front().text_id, start); }));
  events = db().read([&](Session& session) { return reports.events(session, report.id); });
  EXPECT_EQ(events->front().text, "");
  EXPECT_TRUE(db().read([&](Session& session) { return reports.verify_chain(session, report.id); }));
}

TEST_P(StreetStore, TheSameClientRefIsTheSameReport) {
  Report report = sample();
  report.client_ref = "a-uuid";
  const Report first = put(report);
  const auto again = db().write([&](Session& session) { return reports.insert(session, report, {}); });
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->already_known);
  EXPECT_EQ(again->report.ref, first.ref);
  EXPECT_EQ(page({}).items.size(), 1U);
}

TEST_P(StreetStore, ReferencesAreUniqueUnderConcurrency) {
  std::vector<std::thread> senders;
  std::mutex mutex;
  std::set<std::string> refs;
  int failures = 0;
  for (int sender = 0; sender < 4; ++sender) {
    senders.emplace_back([&, sender] {
      for (int i = 0; i < 10; ++i) {
        Report report = sample(sender * 10 + i);
        report.client_ref = "same-" + std::to_string(i);  // the four send the same ten
        auto inserted = db().write([&](Session& session) { return reports.insert(session, report, {}); });
        const std::lock_guard lock(mutex);
        if (inserted)
          refs.insert(inserted->report.ref);
        else
          ++failures;
      }
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(refs.size(), 10U);
  EXPECT_EQ(page({}).items.size(), 10U);
}

TEST_P(StreetStore, ListsPageByCursorInEveryOrder) {
  std::vector<Report> many;
  for (int i = 0; i < 57; ++i) {
    Report report = sample(i / 2);  // ties on every key
    report.priority = static_cast<Priority>(i % 3);
    report.deadline_at = start + hours{i % 7};
    if (i % 11 == 0) report.deadline_at.reset();
    many.push_back(report);
  }
  ASSERT_TRUE(db().write([&](Session& session) { return reports.insert_many(session, many); }));
  for (SortBy sort : {SortBy::received, SortBy::deadline, SortBy::priority}) {
    for (bool descending : {true, false}) {
      for (bool only_open : {true, false}) {
        ReportFilter filter;
        if (only_open) filter.open = true;
        PageRequest request{sort, descending, {}, 10};
        std::vector<Report> seen;
        std::set<std::string> ids;
        do {
          ReportPage each = page(filter, request);
          for (Report& report : each.items) {
            ids.insert(report.id);
            seen.push_back(std::move(report));
          }
          EXPECT_EQ(each.total_estimate, 57);
          request.cursor = each.next_cursor;
        } while (!request.cursor.empty() && seen.size() < 100);
        EXPECT_EQ(seen.size(), 57U);
        EXPECT_EQ(ids.size(), 57U);
        for (std::size_t i = 1; i < seen.size(); ++i) {
          if (sort == SortBy::received) {
            EXPECT_EQ(seen[i - 1].received_at == seen[i].received_at ||
                          (seen[i - 1].received_at > seen[i].received_at) == descending,
                      true);
          }
        }
      }
    }
  }
  PageRequest foreign;
  foreign.cursor = "bm90LWEtY3Vyc29y";
  EXPECT_FALSE(db().read([&](Session& session) { return reports.list(session, {}, foreign); }));
}

TEST_P(StreetStore, EachFilterKeepsWhatItSays) {
  Report pothole = sample(1);
  pothole.assignee = "u7";
  pothole.area_ids = {"centre"};
  pothole.quality_flags = {"imprecis"};
  Report bags = sample(2);
  bags.category = "PRO-SAC";
  bags.team = "T-PRO";
  bags.description = bags.public_description = "Des sacs abandonnés devant l'école";
  bags.address = "Place du Marché";
  bags.position = base::LatLon{48.45, -4.40};
  Report wreck = sample(3);
  wreck.category = "VEH-EPA";
  wreck.team = "T-PM";
  wreck.visibility = Visibility::prive;
  wreck.state = State::resolu;
  wreck.closed_at = start + hours{1};
  Report late = sample(4);
  late.deadline_at = start + hours{1};
  late.state = State::en_cours;
  const std::string pothole_ref = put(pothole).ref;
  put(bags);
  const std::string wreck_ref = put(wreck).ref;
  put(late);

  auto count = [this](auto set) {
    ReportFilter filter;
    set(filter);
    const ReportPage found = page(filter);
    EXPECT_EQ(static_cast<std::size_t>(found.total_estimate), found.items.size());
    return found.items.size();
  };
  EXPECT_EQ(count([](ReportFilter&) {}), 4U);
  EXPECT_EQ(count([](ReportFilter& f) { f.open = true; }), 3U);
  EXPECT_EQ(count([](ReportFilter& f) { f.open = false; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.states = {State::a_traiter}; }), 2U);
  EXPECT_EQ(count([](ReportFilter& f) { f.states = {State::a_traiter, State::resolu}; }), 3U);
  EXPECT_EQ(count([](ReportFilter& f) { f.categories = {"VOI-NID"}; }), 2U);
  EXPECT_EQ(count([](ReportFilter& f) { f.families = {"PRO", "VEH"}; }), 2U);
  EXPECT_EQ(count([](ReportFilter& f) { f.teams = {"T-PRO"}; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) {
              f.teams = {"T-PRO", "T-PM"};
              f.open = true;
            }),
            1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.assignee = "u7"; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.area = "centre"; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.flag = "imprecis"; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.public_only = true; }), 3U);
  EXPECT_EQ(count([](ReportFilter& f) { f.late_at = start + hours{2}; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) {
              f.from = start + minutes{2};
              f.to = start + minutes{4};
            }),
            2U);
  EXPECT_EQ(count([](ReportFilter& f) { f.bbox = base::BBox{48.44, -4.41, 48.46, -4.39}; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) {
              f.bbox = base::BBox{40, -10, 50, 0};
              f.categories = {"PRO-SAC"};
            }),
            1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.query = "sac abandonné"; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.query = "marche"; }), 1U);
  EXPECT_EQ(count([](ReportFilter& f) { f.query = "dinosaure"; }), 0U);
  EXPECT_EQ(count([&](ReportFilter& f) {
              f.query = pothole_ref;
              f.categories = {"PRO-SAC"};
            }),
            1U);
  EXPECT_EQ(count([&](ReportFilter& f) {
              f.query = wreck_ref;
              f.public_only = true;
            }),
            0U);
  EXPECT_EQ(count([](ReportFilter& f) { f.query = "2026-1"; }), 1U);
  for (SortBy sort : {SortBy::deadline, SortBy::priority}) {
    ReportFilter filter;
    filter.teams = {"T-VOI"};
    filter.open = true;
    filter.from = start;
    EXPECT_EQ(page(filter, {sort, false, {}, 50}).items.size(), 2U);
  }
}

TEST_P(StreetStore, AListCostsTwoQueries) {
  put(sample());
  const auto before = store::queries_run();
  page({});
  EXPECT_LE(store::queries_run() - before, 4U);  // two, and the transaction's own
}

TEST_P(StreetStore, WhatIsPrivateIsNotFoundByItsWords) {
  Report report = sample();
  report.description = "Secret 0612345678";
  report.public_description = public_text(report.description).text;
  const Report stored = put(report);
  ReportFilter filter;
  filter.query = "0612345678";
  filter.public_only = true;
  EXPECT_TRUE(page(filter).items.empty());
  filter.public_only = false;
  EXPECT_EQ(page(filter).items.size(), 1U);
  Report hidden = stored;
  hidden.visibility = Visibility::prive;
  ASSERT_TRUE(change(stored, hidden, "visibilite"));
  filter.public_only = true;
  filter.query = "secret";
  EXPECT_TRUE(page(filter).items.empty());
}

TEST_P(StreetStore, TheMapFollowsEveryWrite) {
  std::vector<Report> many;
  for (int i = 0; i < 1200; ++i) {
    Report report = sample(i);
    report.position = base::LatLon{48.38 + 0.0001 * (i % 40), -4.48 - 0.0001 * (i / 40)};
    many.push_back(report);
  }
  ASSERT_TRUE(db().write([&](Session& session) { return reports.insert_many(session, many); }));
  const base::BBox town{48.3, -4.6, 48.5, -4.3};
  auto view = [&](const ReportFilter& filter, int zoom) {
    auto found = db().read([&](Session& session) { return map_view(session, filter, town, zoom); });
    EXPECT_TRUE(found) << found.error().detail;
    return found ? *found : MapView{};
  };
  auto total = [](const MapView& seen) {
    std::int64_t sum = static_cast<std::int64_t>(seen.markers.size());
    for (const MapCluster& cluster : seen.clusters) sum += cluster.count;
    return sum;
  };
  ReportFilter open;
  open.open = true;
  for (int zoom : {6, 9, 12, 15}) {
    const MapView seen = view(open, zoom);
    EXPECT_EQ(total(seen), 1200) << zoom;
    EXPECT_TRUE(seen.markers.empty());
    EXPECT_FALSE(seen.sampled);
  }
  ReportFilter team = open;
  team.teams = {"T-VOI"};
  EXPECT_EQ(total(view(team, 12)), 1200);
  const auto list = page(open, {SortBy::received, true, {}, 200});
  for (const Report& report : list.items) {
    Report closed = report;
    closed.state = State::resolu;
    closed.closed_at = start + days{1};
    ASSERT_TRUE(change(report, closed));
  }
  EXPECT_EQ(total(view(open, 12)), 1000);
  EXPECT_EQ(view(open, 12).markers.size(), 1000U);
  EXPECT_EQ(total(view({}, 12)), 1200);
  const auto kept = db().write([&](Session& session) { return compact_map(session); });
  ASSERT_TRUE(kept) << kept.error().detail;
  EXPECT_EQ(total(view(open, 9)), 1000);
  EXPECT_EQ(total(view({}, 9)), 1200);
  ReportFilter other = open;
  other.categories = {"PRO-SAC"};
  EXPECT_EQ(total(view(other, 12)), 0);
  EXPECT_FALSE(db().read([&](Session& session) { return map_view(session, {}, {48, 3, 49, 2}, 10); }));
}

TEST_P(StreetStore, NearbyReportsAreFoundByDistanceAndAge) {
  put(sample(0));
  Report far = sample(1);
  far.position = base::LatLon{48.394, -4.486};  // 445 m
  put(far);
  Report old_closed = sample(2);
  old_closed.state = State::resolu;
  old_closed.closed_at = start + hours{1};
  put(old_closed);
  auto near = db().read([&](Session& session) {
    return reports.near(session, {48.39, -4.486}, 250, start - days{90}, start + days{1});
  });
  ASSERT_TRUE(near) << near.error().detail;
  ASSERT_EQ(near->size(), 1U);
  EXPECT_EQ(near->front().family, "VOI");
  EXPECT_TRUE(near->front().listed);
}

TEST_P(StreetStore, IdentityStandsInOnePlaceAndCanBeErased) {
  const Report report = put(sample());
  const auto id = db().write([&](Session& session) {
    return reports.add_contact(
        session, {"", "MARQUEUR NOM", "marqueur@exemple.fr", "0611111111", "fr", true, false, {}, {}});
  });
  ASSERT_TRUE(id);
  const std::string secret = base::random_token();
  ASSERT_TRUE(db().write([&](Session& session) {
    Subscription author;
    author.report_id = report.id;
    author.contact_id = *id;
    author.reason = "auteur";
    author.created_at = start;
    return reports.subscribe(session, author, secret);
  }));
  auto found = db().read([&](Session& session) { return reports.by_secret(session, secret); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->report_id, report.id);
  EXPECT_FALSE(db().read([&](Session& session) { return reports.by_secret(session, "autre"); }));
  ASSERT_TRUE(db().read([&](Session& session) -> Status {
    auto rows = session.query("SELECT secret_hash FROM street_subscription");
    EXPECT_EQ((*rows)[0].text("secret_hash").find(secret), std::string::npos);
    return {};
  }));
  ASSERT_TRUE(
      db().write([&](Session& session) { return reports.erase_contact(session, *id, start + hours{1}); }));
  const auto contact = db().read([&](Session& session) { return reports.contact(session, *id); });
  EXPECT_EQ(contact->email, "");
  EXPECT_TRUE(contact->erased_at);
  EXPECT_TRUE(
      db().read([&](Session& session) { return reports.subscriptions(session, report.id); })->empty());
  EXPECT_TRUE(db().read([&](Session& session) { return reports.verify_chain(session, report.id); }));
}

TEST_P(StreetStore, FollowersGoToTheHeadAndComeBack) {
  const Report head = put(sample(0)), duplicate = put(sample(1));
  ASSERT_TRUE(db().write([&](Session& session) -> Status {
    for (const Report* each : {&head, &duplicate}) {
      Subscription subscription;
      subscription.report_id = each->id;
      subscription.reason = "auteur";
      subscription.created_at = start;
      PARVIS_CHECK(reports.subscribe(session, subscription, base::random_token()));
    }
    return reports.move_subscriptions(session, duplicate.id, head.id);
  }));
  auto followers = [&](const Report& report) {
    return db().read([&](Session& session) { return reports.subscriptions(session, report.id); })->size();
  };
  EXPECT_EQ(followers(head), 2U);
  EXPECT_EQ(followers(duplicate), 0U);
  ASSERT_TRUE(
      db().write([&](Session& session) { return reports.return_subscriptions(session, duplicate.id); }));
  EXPECT_EQ(followers(head), 1U);
  EXPECT_EQ(followers(duplicate), 1U);
}

TEST_P(StreetStore, APhotoIsPublicOnlyOnceBlurredAndItsAddressDiesWithIt) {
  const Report report = put(sample());
  Photo photo;
  photo.report_id = report.id;
  photo.original_sha = std::string(64, 'a');
  photo.published = true;
  EXPECT_FALSE(db().write([&](Session& session) { return photos.add(session, photo); }));
  photo.published = false;
  const auto id = db().write([&](Session& session) { return photos.add(session, photo); });
  ASSERT_TRUE(id) << id.error().detail;
  EXPECT_FALSE(*db().read([&](Session& session) { return photos.all_blurred(session, report.id); }));
  photo.id = *id;
  photo.blur_state = BlurState::fait;
  photo.blur_boxes = {{"visage", 0.1, 0.2, 0.3, 0.4, 0.9, "m"}};
  photo.public_name = "nom-au-hasard";
  photo.published = true;
  ASSERT_TRUE(db().write([&](Session& session) { return photos.update(session, photo); }));
  const auto shown =
      db().read([&](Session& session) { return photos.by_public_name(session, "nom-au-hasard"); });
  ASSERT_TRUE(shown);
  EXPECT_DOUBLE_EQ(shown->blur_boxes.front().w, 0.3);
  EXPECT_TRUE(*db().read([&](Session& session) { return photos.all_blurred(session, report.id); }));
  EXPECT_TRUE(
      *db().read([&](Session& session) { return photos.sha_known(session, photo.original_sha, "autre"); }));
  ASSERT_TRUE(db().write([&](Session& session) { return photos.withdraw(session, *id); }));
  EXPECT_FALSE(db().read([&](Session& session) { return photos.by_public_name(session, "nom-au-hasard"); }));
  EXPECT_EQ(db().read([&](Session& session) { return photos.of_reports(session, {report.id}); })
                ->at(report.id)
                .size(),
            1U);
}

TEST_P(StreetStore, SuggestionsCorrectionsAndLinksAreKept) {
  const Report report = put(sample());
  SuggestionRecord suggestion;
  suggestion.report_id = report.id;
  suggestion.inputs = {"photo", "texte"};
  suggestion.top = {{"VOI-NID", 0.71}, {"VOI-AFF", 0.11}};
  suggestion.factors = {{"texte", "Le mot « trou »"}};
  suggestion.created_at = start;
  suggestion.id = "s1";
  ASSERT_TRUE(db().write([&](Session& session) -> Status {
    PARVIS_CHECK(reports.add_suggestion(session, suggestion));
    PARVIS_CHECK(reports.decide_suggestion(session, "s1", "VOI-NID", "u1", start));
    PARVIS_CHECK(reports.add_correction(
        session, {report.id, "categorie", "VOI-AFF", "VOI-NID", {ActorKind::agent, "u1"}, start, true}));
    return reports.add_duplicate_link(
        session, {"", report.id, "", "autre", 12, 12, "autre", {ActorKind::habitant, ""}, start});
  }));
  const auto read = db().read([&](Session& session) { return reports.suggestions(session, {report.id}); });
  ASSERT_TRUE(read);
  EXPECT_EQ(read->at(report.id).top, suggestion.top);
  EXPECT_EQ(read->at(report.id).factors, suggestion.factors);
  EXPECT_EQ(read->at(report.id).inputs, suggestion.inputs);
  EXPECT_EQ(read->at(report.id).chosen, "VOI-NID");
  EXPECT_EQ(db().read([&](Session& session) { return reports.corrections(session, start, 10); })->size(), 1U);
  EXPECT_EQ(db().read([&](Session& session) { return reports.duplicate_links(session, "autre"); })->size(),
            1U);
}

TEST_P(StreetStore, DraftsExpire) {
  ASSERT_TRUE(db().write([&](Session& session) {
    return reports.save_draft(session, {"d1", start, start + days{7}, {{"text", "bonjour"}}});
  }));
  EXPECT_TRUE(db().read([&](Session& session) { return reports.draft(session, "d1", start + days{6}); }));
  EXPECT_FALSE(db().read([&](Session& session) { return reports.draft(session, "d1", start + days{7}); }));
  EXPECT_EQ(
      *db().write([&](Session& session) { return reports.delete_expired_drafts(session, start + days{7}); }),
      1);
}

TEST_P(StreetStore, CountsOfTheDay) {
  put(sample(0));
  Report late = sample(1);
  late.deadline_at = start + minutes{5};
  put(late);
  const auto counts = db().read([&](Session& session) { return reports.counts(session, start + hours{1}); });
  ASSERT_TRUE(counts);
  ASSERT_EQ(counts->size(), 1U);
  EXPECT_EQ(counts->front().count, 2);
  EXPECT_EQ(counts->front().late, 1);
}

TEST_P(StreetStore, ExportWalksEverythingOldestFirst) {
  std::vector<Report> many(25, sample());
  for (int i = 0; i < 25; ++i) many[static_cast<std::size_t>(i)].received_at = start + minutes{i};
  ASSERT_TRUE(db().write([&](Session& session) { return reports.insert_many(session, many); }));
  std::vector<base::Instant> seen;
  ASSERT_TRUE(reports.each(
      db(), {},
      [&](const Report& report) -> Status {
        seen.push_back(report.received_at);
        return {};
      },
      10));
  EXPECT_EQ(seen.size(), 25U);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST_P(StreetStore, TheTownsSettingsStartAsShippedAndKeepItsChanges) {
  const std::string dir = std::string(PARVIS_SOURCE_DIR) + "/reference/street";
  ASSERT_TRUE(db().write([&](Session& session) { return config.seed(session, dir); }));
  auto load = [&] { return *db().read([&](Session& session) { return config.load(session); }); };
  auto first = load();
  EXPECT_EQ(first->catalogue.leaves().size(), 33U);
  EXPECT_EQ(first->teams.size(), 8U);
  EXPECT_GE(first->templates.size(), 12U);
  EXPECT_EQ(load(), first);  // shared while nothing changes
  Category category = *first->catalogue.find("VOI-NID");
  category.label = "Trou";
  ASSERT_TRUE(db().write([&](Session& session) { return config.put_category(session, category); }));
  ASSERT_TRUE(db().write([&](Session& session) { return config.seed(session, dir); }));
  EXPECT_EQ(load()->catalogue.label("VOI-NID"), "Trou");

  const std::string square =
      R"({"type":"Polygon","coordinates":[[[-5,48],[-4,48],[-4,49],[-5,49],[-5,48]]]})";
  const auto town = db().write([&](Session& session) {
    return config.put_area(session, *make_area("", "Brest", AreaKind::territoire, square));
  });
  ASSERT_TRUE(town) << town.error().detail;
  EXPECT_FALSE(db().write([&](Session& session) {
    return config.put_area(session, *make_area("", "Autre", AreaKind::territoire, square));
  }));
  EXPECT_EQ(load()->areas.place({48.5, -4.5}), Territory::inside);
  RoutingMatrix matrix;
  matrix.rows = {{"VOI-NID", *town, "T-REG"}};
  ASSERT_TRUE(db().write([&](Session& session) { return config.put_routing(session, matrix); }));
  EXPECT_EQ(load()->routing.rows.size(), 1U);
  matrix.rows = {{"VOI-NID", *town, "T-INCONNUE"}};
  EXPECT_FALSE(db().write([&](Session& session) { return config.put_routing(session, matrix); }));
  ASSERT_TRUE(db().write([&](Session& session) { return config.delete_area(session, *town); }));
  EXPECT_EQ(load()->areas.place({48.5, -4.5}), Territory::unknown);
}

INSTANTIATE_TEST_SUITE_P(BothDatabases, StreetStore,
                         testing::Values(store::Backend::sqlite, store::Backend::postgres),
                         [](const auto& each) {
                           return each.param == store::Backend::sqlite ? "Sqlite" : "Postgres";
                         });

}  // namespace
}  // namespace parvis::street
