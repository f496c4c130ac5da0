// staff_inspection_test - an inspection through the real program: by touch, by the keypad alone, and by who is in with
// a key; the record, the journal and the test that asks for it.
#include "kiosk/diagnostics/inspection.hpp"
#include "kiosk/diagnostics/signed_json.hpp"
#include "tests/flows/errand_fixture.hpp"
#include "tests/flows/pass_fixture.hpp"

namespace vestibule::flows {
namespace {

TEST_F(Errand, AnInspectionIsAskedSignedAndToldOf) {
    technician("simulated:desk");
    kiosk_->press("open-inspection");
    shows("answer-0");
    EXPECT_THAT(label("before"), HasSubstr("No numbers"));
    kiosk_->press("answer-0");
    kiosk_->press("answer-1");  // the case is marked
    EXPECT_THAT(label("at"), HasSubstr("3 of 8"));
    kiosk_->press("back");
    EXPECT_TRUE(kiosk_->node("answer-1").value("checked", false)) << "what was said before";
    kiosk_->press("answer-1");
    for (int question = 2; question < 8; ++question) kiosk_->press(question == 6 ? "answer-2" : "answer-0");
    shows("field-seals");
    kiosk_->type("field-seals", "0034711, 0034712");
    kiosk_->press("continue");
    shows("done");
    EXPECT_FALSE(kiosk_->node("to-put-right").is_null());
    const auto inspections = [&] {
        const auto key = diagnostics::kiosk_key(folder_ / "state");
        return diagnostics::read_inspections(folder_ / "state", key.value().public_key());
    };
    ASSERT_EQ(inspections().records.size(), 1U);
    const diagnostics::Inspection one = inspections().records.front();
    EXPECT_EQ(one.who, "17");
    EXPECT_EQ(one.seals, (std::vector<std::string>{"0034711", "0034712"}));
    for (const auto& [item, state] : one.items)
        EXPECT_EQ(state, item == "case"     ? diagnostics::ItemState::Bad
                         : item == "keypad" ? diagnostics::ItemState::NotApplicable
                                            : diagnostics::ItemState::Ok)
            << item;
    say_in_journal("inspected", "result=to_be_put_right person=17");
    EXPECT_EQ(last_result("inspection.due").value("verdict", ""), "fail");
    // Once more: what was written down stands there, and what is no number is not kept.
    kiosk_->press("continue");
    kiosk_->press("open-inspection");
    EXPECT_THAT(label("before"), HasSubstr("0034711, 0034712"));
    for (int question = 0; question < 8; ++question) kiosk_->press("answer-0");
    shows("field-seals");
    kiosk_->type("field-seals", "34<711");
    kiosk_->press("continue");
    shows("failure");
    EXPECT_EQ(inspections().records.size(), 1U);
    kiosk_->type("field-seals", "0034720");
    kiosk_->press("continue");
    shows("done");
    EXPECT_EQ(inspections().records.size(), 2U);
    say_in_journal("inspected", "result=all_good person=17");
    EXPECT_EQ(last_result("inspection.due").value("verdict", ""), "pass");
}

TEST_F(Errand, InspectByKeypadAlone) {
    technician("simulated:desk");
    try {
        act_on("Inspection");
        for (int question = 0; question < 8; ++question) {
            shows("answer-0");
            act_on("Yes");
        }
        shows("field-seals");
        act_on("Sign and keep");
        shows("done");
        act_on("All tools");
        kiosk_->wait_for("Home");
    } catch (const std::exception& error) {
        FAIL() << error.what() << " in " << kiosk_->step();
    }
    say_in_journal("inspected", "result=all_good person=17");
}

/// Whoever comes in with a key is named as well.
TEST_F(Passes, AnInspectionByWhoCameInWithAKeyCarriesTheirNumber) {
    start(At::Door);
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
    kiosk_->press("open-inspection");
    for (int question = 0; question < 8; ++question) kiosk_->press("answer-0");
    kiosk_->press("continue");
    kiosk_->wait_until([&](const json&) { return !kiosk_->node("done").is_null(); }, "the record");
    say_in_journal("inspected", "result=all_good person=17");
}

}  // namespace
}  // namespace vestibule::flows
