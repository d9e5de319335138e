#include "street/transitions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace parvis::street {
namespace {

using std::chrono::days;
using std::chrono::hours;

const base::Instant now = base::from_millis(1'780'297'200'000);
const std::set<std::string> all_rights{"street.triage", "street.work", "street.close"};

std::set<State> reachable(State from) {
  std::set<State> seen{from};
  bool grew = true;
  while (grew) {
    grew = false;
    for (const Transition& step : transitions()) {
      if (seen.count(step.from) > 0) grew = seen.insert(step.to).second || grew;
    }
  }
  return seen;
}

TEST(Transitions, EveryStateIsReachable) {
  EXPECT_EQ(reachable(State::recu).size(), state_codes.size());
}

TEST(Transitions, EveryOpenStateHasAPathToAClosedOne) {
  for (std::size_t i = 0; i < state_codes.size(); ++i) {
    const auto states = reachable(static_cast<State>(i));
    EXPECT_TRUE(std::any_of(states.begin(), states.end(), [](State state) { return !is_open(state); }))
        << state_codes.codes[i];
  }
}

TEST(Transitions, NoClosedStateHasAnAutomaticWayOut) {
  for (const Transition& step : transitions()) {
    if (is_open(step.from)) continue;
    EXPECT_EQ(step.who.count(Who::system), 0U) << staff_label(step.from);
  }
}

TEST(Transitions, NoReportIsStuckOutside) {
  for (State outside : {State::transfere, State::echec_transfert}) {
    Report report;
    report.state = outside;
    const auto targets = allowed_targets(report, {ActorKind::agent, "u"}, all_rights, now);
    EXPECT_TRUE(
        std::any_of(targets.begin(), targets.end(), [](const auto& t) { return t.to == State::a_traiter; }));
  }
}

TEST(Transitions, AModelMovesNothing) {
  for (std::size_t i = 0; i < state_codes.size(); ++i) {
    Report report;
    report.state = static_cast<State>(i);
    EXPECT_TRUE(allowed_targets(report, {ActorKind::modele, "m"}, all_rights, now).empty());
  }
}

TransitionRequest agent_to(State to) {
  TransitionRequest request;
  request.to = to;
  request.actor = {ActorKind::agent, "u1"};
  request.rights = all_rights;
  request.text = "Texte";
  return request;
}

Report in(State state) {
  Report report;
  report.id = "r";
  report.state = state;
  report.category = "VOI-NID";
  report.team = "T-VOI";
  report.received_at = now - days{1};
  return report;
}

TEST(Transitions, AnythingNotListedIsAConflictThatListsTheTargets) {
  const Status status = check_transition(in(State::resolu), agent_to(State::en_cours), now);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::conflict);
  EXPECT_NE(status.error().message.find("À traiter"), std::string::npos);
}

TEST(Transitions, ClosingNeedsTheRightATextAndThePhotoTheCategoryAsksFor) {
  TransitionRequest request = agent_to(State::resolu);
  EXPECT_TRUE(check_transition(in(State::en_cours), request, now));
  request.rights = {"street.work"};
  EXPECT_EQ(check_transition(in(State::en_cours), request, now).error().kind, ErrorKind::forbidden);
  request = agent_to(State::resolu);
  request.text.clear();
  EXPECT_EQ(check_transition(in(State::en_cours), request, now).error().code, "text");
  request.text = "Rebouché.";
  request.after_photo_required = true;
  EXPECT_EQ(check_transition(in(State::en_cours), request, now).error().code, "after_photo");
  request.has_after_photo = true;
  EXPECT_TRUE(check_transition(in(State::en_cours), request, now));
}

TEST(Transitions, PlanningNeedsADateTodayOrLater) {
  TransitionRequest request = agent_to(State::programme);
  EXPECT_EQ(check_transition(in(State::a_traiter), request, now).error().code, "date");
  request.date = now - days{1};
  EXPECT_EQ(check_transition(in(State::a_traiter), request, now).error().code, "date");
  request.date = now - hours{2};  // earlier today
  EXPECT_TRUE(check_transition(in(State::a_traiter), request, now));
}

TEST(Transitions, WaitingNeedsAKnownReasonAndADateWithinAYear) {
  TransitionRequest request = agent_to(State::en_attente);
  request.date = now + days{365};
  EXPECT_EQ(check_transition(in(State::a_traiter), request, now).error().code, "reason");
  request.reason = "meteo";
  EXPECT_TRUE(check_transition(in(State::a_traiter), request, now));
  request.date = now + days{366};
  EXPECT_EQ(check_transition(in(State::a_traiter), request, now).error().code, "date");
}

TEST(Transitions, RefusingNeedsAReasonOfTheList) {
  TransitionRequest request = agent_to(State::non_retenu);
  request.reason = "parce que";
  EXPECT_EQ(check_transition(in(State::recu), request, now).error().code, "reason");
  request.reason = "hors_competence";
  EXPECT_TRUE(check_transition(in(State::recu), request, now));
}

TEST(Transitions, ADuplicateNeedsAnOpenHeadThatIsNotOneItself) {
  TransitionRequest request = agent_to(State::doublon);
  EXPECT_FALSE(check_transition(in(State::a_traiter), request, now));
  request.duplicate_of = "head";
  EXPECT_FALSE(check_transition(in(State::a_traiter), request, now));
  request.head_is_open = true;
  EXPECT_TRUE(check_transition(in(State::a_traiter), request, now));
  EXPECT_EQ(check_transition(in(State::transfere), request, now).error().kind, ErrorKind::conflict);
  request.head_is_duplicate = true;
  EXPECT_FALSE(check_transition(in(State::a_traiter), request, now));
  request.head_is_duplicate = false;
  request.duplicate_of = "r";
  EXPECT_FALSE(check_transition(in(State::a_traiter), request, now));
}

TEST(Transitions, AQuestionNeedsAReachableContactAndComesBackWhereItWas) {
  TransitionRequest request = agent_to(State::attente_habitant);
  EXPECT_EQ(check_transition(in(State::en_cours), request, now).error().code, "contact");
  request.has_contact = true;
  ASSERT_TRUE(check_transition(in(State::en_cours), request, now));
  const Report asked = after_transition(in(State::en_cours), request, now);
  EXPECT_EQ(asked.remembered_state, State::en_cours);
  ASSERT_EQ(asked.pauses.size(), 1U);
  EXPECT_FALSE(asked.pauses.front().end);

  TransitionRequest answer;
  answer.to = State::a_traiter;
  answer.actor = {ActorKind::habitant, ""};
  EXPECT_EQ(check_transition(asked, answer, now).error().kind, ErrorKind::conflict);
  answer.to = State::en_cours;
  ASSERT_TRUE(check_transition(asked, answer, now));
  const Report back = after_transition(asked, answer, now + hours{5});
  EXPECT_EQ(back.pauses.front().end, now + hours{5});
  EXPECT_FALSE(back.remembered_state);
}

TEST(Transitions, ACitizenReopensWithinThirtyDaysTwiceAtMost) {
  Report closed = in(State::resolu);
  closed.closed_at = now - days{30};
  TransitionRequest request;
  request.to = State::reouverture;
  request.actor = {ActorKind::habitant, ""};
  ASSERT_TRUE(check_transition(closed, request, now));
  const Report asked = after_transition(closed, request, now);
  EXPECT_EQ(asked.reopening_requests, 1);
  EXPECT_EQ(asked.reopened, 0);
  EXPECT_EQ(asked.clock_start, now);
  EXPECT_FALSE(check_transition(closed, request, now + hours{1}));
  closed.closed_at = now;
  closed.reopening_requests = 2;
  EXPECT_EQ(check_transition(closed, request, now).error().code, "reopening");

  const Report refused = after_transition(asked, agent_to(State::resolu), now + days{1});
  EXPECT_EQ(refused.state, State::resolu);
  EXPECT_EQ(check_transition(asked, agent_to(State::non_retenu), now).error().code, "reason");
  const Report granted = after_transition(asked, agent_to(State::a_traiter), now + days{1});
  EXPECT_EQ(granted.reopened, 1);
  EXPECT_FALSE(granted.closed_at);
}

TEST(Transitions, NothingLeavesBeforeThePhotosAreBlurred) {
  TransitionRequest request;
  request.to = State::transfere;
  EXPECT_EQ(check_transition(in(State::a_transferer), request, now).error().code, "blur");
  request.all_blurred = true;
  EXPECT_TRUE(check_transition(in(State::a_transferer), request, now));
}

TEST(Transitions, OnlyRegulationQualifies) {
  TransitionRequest request = agent_to(State::a_traiter);
  request.rights = {"street.work"};
  EXPECT_EQ(check_transition(in(State::a_qualifier), request, now).error().kind, ErrorKind::forbidden);
  request.rights = {"street.triage"};
  EXPECT_TRUE(check_transition(in(State::a_qualifier), request, now));
  Report unqualified = in(State::a_qualifier);
  unqualified.category = "AUT-QUA";
  EXPECT_EQ(check_transition(unqualified, request, now).error().code, "category");
}

TEST(Transitions, AReturnIsCounted) {
  TransitionRequest request = agent_to(State::a_qualifier);
  EXPECT_EQ(check_transition(in(State::a_traiter), request, now).error().code, "reason");
  request.reason = "pas_pour_nous";
  ASSERT_TRUE(check_transition(in(State::a_traiter), request, now));
  EXPECT_EQ(after_transition(in(State::a_traiter), request, now).returns, 1);
}

TEST(Report, FieldsReplayToTheSameReport) {
  Report report = in(State::en_attente);
  report.ref = "2026-0000042";
  report.position = base::LatLon{48.85661, -4.48601};
  report.position_precision_m = 15.5;
  report.pauses = {{now, now + hours{1}}, {now + hours{2}, std::nullopt}};
  report.remembered_state = State::programme;
  report.planned_at = now + days{2};
  report.area_ids = {"a", "b"};
  report.quality_flags = {"imprecis"};
  report.version = 7;
  Event event;
  event.payload["set"] = tracked_fields(report);
  const auto again = replay({event});
  ASSERT_TRUE(again);
  EXPECT_EQ(tracked_fields(*again), tracked_fields(report));

  Report after = report;
  after.state = State::a_traiter;
  after.position.reset();
  const auto changed = changed_fields(report, after);
  EXPECT_EQ(changed.size(), 2U);
  Event second;
  second.payload["set"] = changed;
  EXPECT_EQ(tracked_fields(*replay({event, second})), tracked_fields(after));
}

TEST(Report, HistoryHoldsNoWordsNorIdentity) {
  Report report = in(State::recu);
  report.description = "MOT-TEMOIN";
  report.public_description = "MOT-TEMOIN";
  report.address = "ADRESSE-TEMOIN";
  report.contact_id = "CONTACT-TEMOIN";
  report.answers["CODE"] = "REPONSE-TEMOIN";
  const std::string written = base::json::serialize(tracked_fields(report));
  EXPECT_EQ(written.find("TEMOIN"), std::string::npos);
}

TEST(Report, WhatIsPubliclyListed) {
  Report report = in(State::a_traiter);
  report.visibility = Visibility::visible;
  EXPECT_TRUE(publicly_listed(report));
  report.visibility = Visibility::sans_photo;
  EXPECT_TRUE(publicly_listed(report));
  report.visibility = Visibility::prive;
  EXPECT_FALSE(publicly_listed(report));
  report.visibility = Visibility::visible;
  report.state = State::non_retenu;
  report.state_reason = "abusif";
  EXPECT_FALSE(publicly_listed(report));
  report.state_reason = "rien_constate";
  EXPECT_TRUE(publicly_listed(report));
}

TEST(Report, StatesSpeakTheirOtherLanguages) {
  EXPECT_EQ(mysociety_state(State::non_retenu, "hors_competence"), "NOT_COUNCILS_RESPONSIBILITY");
  EXPECT_EQ(mysociety_state(State::non_retenu, "essai"), "NO_FURTHER_ACTION");
  EXPECT_EQ(open311_status(State::reouverture), "open");
  EXPECT_TRUE(clock_paused(State::en_attente, "meteo"));
  EXPECT_FALSE(clock_paused(State::en_attente, "surveillance"));
}

}  // namespace
}  // namespace parvis::street
