// test_staff - the screens of technician mode fit upright and wide, in both languages, at every size; each has a way
// out. With VESTIBULE_PICTURES set, it also draws them into that folder.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "kiosk/staff/mode.hpp"
#include "kiosk/staff/work.hpp"
#include "tests/ui/screens/drawing.hpp"
#include "ui/screens/staff.hpp"

namespace vestibule::ui::test {
namespace {

using diagnostics::Verdict;
using staff::Refusal;
using staff::StaffView;
using staff::State;
using staff::Step;

/// Made-up texts are data: no catalog knows them.
staff::TestRow row(const std::string& id, const std::string& title, Verdict verdict, const std::string& value,
                   const std::string& limit, const std::string& hint) {
    staff::TestRow one{.id = id, .title = title};
    one.last = diagnostics::Outcome{id, title, {verdict, value, limit, hint}, {}, {}};
    one.date = "2026-11-30T12:00:00Z";
    return one;
}

StaffView filled() {
    StaffView view;
    view.common.language = "en";
    view.common.facility_name = "Northside Family Health Center";
    view.clock = "2026-11-30 12:00";
    view.number = "17";
    view.code_digits = 3;
    view.person = 17;
    view.wait_s = 240;
    view.tests = {row("camera.face", "Face camera", Verdict::Fail, "no such device", "bound to a port",
                      "Check the cable, and the device that [camera] names."),
                  row("network.clock", "Clock offset against the server", Verdict::Warn, "1.8 s", "at most 1 s",
                      "Allow NTP (UDP 123) to the site's time server."),
                  row("storage.space", "Free storage", Verdict::Pass, "71 % free", "at least 10 %", ""),
                  row("device.printer", "Printer", Verdict::NotApplicable, "none is set", "", ""),
                  row("security.tpm", "TPM", Verdict::Inconclusive, "/dev/tpm0 cannot be read", "", "Run it as root.")};
    view.tests.push_back({.id = "hands.touch", .title = std::string("Touch screen"), .by_hand = true});
    view.tests.push_back({.id = "system.memory", .title = std::string("Memory"), .running = true});
    view.asked = 42, view.finished = 17;
    view.rounds = 12, view.guide_at = 3, view.guide_all = 11;
    view.tests.front().bad_rounds = 2;
    for (std::size_t i = 0; i < view.touched.size(); i += 1 + i % 3) view.touched.set(i);
    view.pressed.set(0).set(3);
    view.report_code = privacy::secret("VESTIBULE-READY 1 2026-11-30T12:00:00Z fail " + std::string(42, 'P') + " " +
                                       std::string(43, 'd') + " " + std::string(43, 'k') + " " + std::string(86, 's'));
    view.report_verdict = "fail";
    view.saved_as = "/var/lib/vestibule/reports/readiness-report.html";
    view.sections = {{"settings", "the settings, without secrets", "in"}, {"journal", "the last entries", "hung"}};
    return view;
}

struct Moment {
    const char* name;
    State state;
};

constexpr std::array<const char*, static_cast<std::size_t>(Refusal::Count)> kRefused{
    "",           "wrong_code", "used_code",  "locked",        "revoked",     "no_secret", "no_store",
    "unreadable", "not_signed", "wrong_site", "wrong_device",  "wrong_stick", "wrong_way", "not_yet",
    "expired",    "taken_back", "used",       "clock_not_set", "nobody"};

std::vector<Moment> moments() {
    const auto at = [](Step step) { return State{.step = step, .role = staff::Role::Technician}; };
    std::vector<Moment> all{{"person", at(Step::Person)},   {"code", at(Step::Code)},     {"scan", at(Step::Scan)},
                            {"home", at(Step::Home)},       {"tests", at(Step::Tests)},   {"touch", at(Step::Touch)},
                            {"colours", at(Step::Colours)}, {"keypad", at(Step::Keypad)}, {"report", at(Step::Report)},
                            {"support", at(Step::Support)}};
    for (std::uint8_t why = 1; why < static_cast<std::uint8_t>(Refusal::Count); ++why)
        all.push_back({kRefused.at(why), {.step = Step::Person, .refusal = static_cast<Refusal>(why)}});
    all.push_back({"running", {.step = Step::Tests, .role = staff::Role::Technician, .working = true}});
    for (const staff::HandTest& one : staff::kHands) {
        if (one.step == Step::Touch || one.step == Step::Keypad) continue;
        const Step step = one.step == Step::Moved ? Step::Moved : Step::Asked;
        all.push_back({one.key.data(),
                       {.step = step,
                        .role = staff::Role::Technician,
                        .working = step == Step::Moved,
                        .hand = one.hand,
                        .guided = true}});
    }
    all.push_back({"soak", {.step = Step::Tests, .role = staff::Role::Technician, .working = true, .soak = true}});
    all.push_back({"it", {.step = Step::Home, .role = staff::Role::FacilityIt}});
    return all;
}

bool acts_with(const Node& node, visit::IntentKind kind, staff::Press press) {
    if (node.acts()) {
        const auto& intent = std::get<visit::Intent>(node.action);
        if (intent.kind == kind &&
            (kind != visit::IntentKind::Choose || intent.index == static_cast<std::uint16_t>(press)))
            return true;
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return acts_with(child, kind, press); });
}

class Staff : public testing::TestWithParam<Drawing> {};

TEST_P(Staff, FitAndLeadBack) {
    const Drawing how = GetParam();
    const auto fonts = Fonts::open();
    auto catalog = Catalog::open("share/vestibule/locale");
    ASSERT_TRUE(fonts && catalog);
    const char* pictures = std::getenv("VESTIBULE_PICTURES");
    StaffView view = filled();
    view.common.wide = how.width_px > how.height_px;
    view.common.text_size = how.text_size;
    for (const Language& language : languages()) {
        ASSERT_TRUE(catalog.value().set_language(language.code));
        view.common.language = language.code;
        for (const Moment& moment : moments()) {
            const Node tree = screens::staff_screen(moment.state, view);
            for (const std::string& what : overflows(tree, fonts.value(), catalog.value(), how))
                ADD_FAILURE() << moment.name << " " << language.code << ": " << what;
            for (const std::string& what : out_of_reach(tree, fonts.value(), catalog.value(), how))
                ADD_FAILURE() << moment.name << " " << language.code << ": " << what;
            // The glass ends by itself; the colours lead to a question.
            const bool by_itself = moment.state.step == Step::Touch || moment.state.step == Step::Colours;
            EXPECT_TRUE(by_itself || acts_with(tree, visit::IntentKind::Back, {}) ||
                        acts_with(tree, visit::IntentKind::Choose, staff::Press::Leave) ||
                        acts_with(tree, visit::IntentKind::Choose, staff::Press::Bad))
                << moment.name;
            if (pictures != nullptr)
                draw(tree, fonts.value(), catalog.value(), how,
                     std::string(pictures) + "/" + moment.name + "-" + std::string(language.code) + "-" +
                         std::to_string(how.width_px) + "-" + std::to_string(how.text_size) + ".png");
        }
    }
    // What stands on the camera's screen when something is wrong.
    for (const auto& [name, change] : std::vector<std::pair<const char*, void (*)(StaffView&)>>{
             {"scan_unread", [](StaffView& v) { v.unread = v.other_camera = true; }},
             {"scan_lost", [](StaffView& v) { v.camera_lost = v.other_camera = true; }},
             {"scan_failed", [](StaffView& v) { v.failure = "E301 a camera is not available: v4l2:/dev/video0"; }}}) {
        StaffView wrong = filled();
        wrong.common.wide = view.common.wide;
        wrong.common.text_size = view.common.text_size;
        change(wrong);
        for (const Language& language : languages()) {
            ASSERT_TRUE(catalog.value().set_language(language.code));
            wrong.common.language = language.code;
            const Node tree = screens::staff_screen({.step = Step::Scan}, wrong);
            for (const std::string& what : overflows(tree, fonts.value(), catalog.value(), how))
                ADD_FAILURE() << name << " " << language.code << ": " << what;
            if (pictures != nullptr)
                draw(tree, fonts.value(), catalog.value(), how,
                     std::string(pictures) + "/" + name + "-" + std::string(language.code) + "-" +
                         std::to_string(how.width_px) + "-" + std::to_string(how.text_size) + ".png");
        }
    }
    EXPECT_EQ(catalog.value().missing(), 0);
}

TEST(StaffDoor, SaysEachRefusalInWordsOfItsOwn) {
    std::set<std::string> keys;
    for (std::uint8_t why = 1; why < static_cast<std::uint8_t>(Refusal::Count); ++why)
        EXPECT_TRUE(keys.insert(screens::staff_refusal(static_cast<Refusal>(why), filled()).key).second) << int{why};
    EXPECT_FALSE(keys.contains(""));
}
INSTANTIATE_TEST_SUITE_P(Sizes, Staff,
                         testing::Values(Drawing{1080, 1920, 0, 0}, Drawing{1080, 1920, 2, 0},
                                         Drawing{1920, 1080, 0, 0}, Drawing{1920, 1080, 2, 0}));

TEST(StaffDoor, ShowsNoDigitOfACode) {
    StaffView view = filled();
    const Node tree = screens::staff_screen({.step = Step::Code}, view);
    std::string words;
    const auto collect = [&](const auto& self, const Node& node) -> void {
        if (node.id == "typed" && node.label.key == "=") words = std::get<std::string>(node.label.arguments.at(0));
        for (const Node& child : node.children) self(self, child);
    };
    collect(collect, tree);
    EXPECT_EQ(words, "•••–––");
}

TEST(StaffTests, PutWhatNeedsSomebodyFirst) {
    const Node tree = screens::staff_screen({.step = Step::Tests, .role = staff::Role::Technician}, filled());
    std::vector<std::string> order;
    const auto collect = [&](const auto& self, const Node& node) -> void {
        if (node.role == ui::Role::ListItem) order.push_back(node.id);
        for (const Node& child : node.children) self(self, child);
    };
    collect(collect, tree);
    ASSERT_EQ(order.size(), 7U);
    EXPECT_EQ(order[0], "test-camera.face");
    EXPECT_EQ(order[1], "test-network.clock");
    EXPECT_EQ(order[2], "test-security.tpm");
    EXPECT_EQ(order.back(), "test-device.printer");
}

}  // namespace
}  // namespace vestibule::ui::test
