// test_errand - the screens of repair, of an opened case, of a stick and of a kiosk's end fit upright and wide, light
// and dark, in both languages; each has a way back or says why not. With VESTIBULE_PICTURES set, it draws them, too.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "kiosk/staff/mode.hpp"
#include "tests/ui/screens/drawing.hpp"
#include "ui/screens/gone.hpp"
#include "ui/screens/staff_errand.hpp"

namespace vestibule::ui::test {
namespace {

using decommission::GoneView;
using diagnostics::Verdict;
using staff::CaseState;
using staff::Job;
using staff::Part;
using staff::Role;
using staff::StaffView;
using staff::State;
using staff::Step;

StaffView filled() {
    StaffView view;
    view.common.language = "en";
    view.common.facility_name = "Northside Family Health Center";
    view.person = 17;
    staff::ErrandView& errand = view.errand;
    errand.one_camera = false;
    errand.choices = {
        {"v4l2:port=1-1.2,vendor=046d,product=0825,serial=A1B2C3D4", "HD Webcam C270", "1-1.2, 046d:0825, A1B2C3D4",
         false},
        {"v4l2:port=1-1.3,vendor=32e4,product=9230", "USB 2.0 Camera: USB Camera", "1-1.3, 32e4:9230", true}};
    errand.focal_percent = 97;
    errand.advice = "Hold the chart flat before the camera, its whole bar in the picture and nothing else behind it.";
    diagnostics::Outcome bad{"camera.document", "Document camera", {}, {}, {}};
    bad.finding = {Verdict::Fail, "no address", "bound to a port",
                   "Check the camera's cable and its port; look at [camera] in the settings."};
    diagnostics::Outcome good{
        "camera.bandwidth", "USB bandwidth for both cameras", {Verdict::Pass, "no contact", "at least 15", {}}, {}, {}};
    errand.tried = {bad, good};
    errand.case_since = "2026-11-30T12:00:00Z";
    errand.written = {"readiness-report-20261130T120000Z.html", "readiness-report-20261130T120000Z.json"};
    errand.duties = 3;
    errand.answers = {staff::Answer::Ok, staff::Answer::Bad};
    errand.seals_before = "0034711, 0034712, 0034713, 0034714";
    errand.inspected_before = "2026-08-30";
    errand.seals = privacy::secret("0034711 0034712 0034721");
    errand.word = privacy::secret("ERA");
    errand.wrong_word = true;
    errand.update_version = "20261201.0204.de52a4d2";
    errand.running_version = "20261130.2311.9abce3f1";
    return view;
}

struct Moment {
    std::string name;
    State state;
    void (*change)(StaffView&) = nullptr;
};

template <class At>
std::vector<Moment> update_moments(const At& at, void (*fails)(StaffView&)) {
    const auto forty = [](StaffView& view) { view.errand.percent = 40; };
    return {{"update-plug", at(Job::Update, Part::Plug)},
            {"update-copying", at(Job::Update, Part::Plug), forty},
            {"update-bad-stick", at(Job::Update, Part::Plug, false, true), fails},
            {"update-looking", at(Job::Update, Part::Found, true)},
            {"update-found", at(Job::Update, Part::Found, false, true, true)},
            {"update-refused", at(Job::Update, Part::Found, false, true), fails},
            {"update-installing", at(Job::Update, Part::Install, true), forty},
            {"update-failed", at(Job::Update, Part::Install, false, true), fails},
            {"update-restart", at(Job::Update, Part::Restart)},
            {"update-no-restart", at(Job::Update, Part::Restart), fails}};
}

std::vector<Moment> moments() {
    const auto at = [](Job job, Part part, bool working = false, bool ran = false, bool good = false) {
        State state{.step = Step::Errand, .role = Role::Technician, .working = working};
        state.errand = {.job = job, .part = part, .good = good, .ran = ran};
        return state;
    };
    const auto fails = [](StaffView& view) {
        view.failure = "E301 a camera is not available: v4l2:port=1-1.2: none of 4 video devices is that camera";
    };
    const auto nothing = [](StaffView& view) { view.errand.choices.clear(); };
    std::vector<Moment> all{
        {"which", at(Job::None, Part::Which)},
        {"which-one", at(Job::None, Part::Which), [](StaffView& view) { view.errand.one_camera = true; }},
        {"pick-camera", at(Job::DocumentCamera, Part::Pick)},
        {"pick-camera-lost", at(Job::FaceCamera, Part::Pick),
         [](StaffView& view) {
             view.errand.lost = true;
             view.errand.at = 1;
             view.failure = "E301 a camera is not available";
         }},
        {"pick-none", at(Job::BothCameras, Part::Pick), nothing},
        {"pick-touch", at(Job::TouchScreen, Part::Pick)},
        {"pick-printer-none", at(Job::Printer, Part::Pick), nothing},
        {"card", at(Job::DocumentCamera, Part::Calibrate)},
        {"card-working", at(Job::DocumentCamera, Part::Calibrate, true)},
        {"card-bad", at(Job::DocumentCamera, Part::Calibrate, false, true), fails},
        {"card-good", at(Job::DocumentCamera, Part::Calibrate, false, true, true)},
        {"chart", at(Job::FaceCamera, Part::Chart)},
        {"chart-bad", at(Job::FaceCamera, Part::Chart, false, true)},
        {"chart-good", at(Job::FaceCamera, Part::Chart, false, true, true)},
        {"page-working", at(Job::Printer, Part::Page, true)},
        {"page", at(Job::Printer, Part::Page, false, true, true)},
        {"page-bad", at(Job::Printer, Part::Page, false, true), fails},
        {"tried-working", at(Job::DocumentCamera, Part::Tried, true)},
        {"tried-bad", at(Job::DocumentCamera, Part::Tried, false, true)},
        {"tried-good", at(Job::DocumentCamera, Part::Tried, false, true, true)},
        {"bound", at(Job::DocumentCamera, Part::Bound)},
        {"seal-closed", at(Job::Seal, Part::Reason)},
        {"seal-open", at(Job::Seal, Part::Reason),
         [](StaffView& view) {
             view.errand.case_state = CaseState::Open;
             view.failure = "E366 the case was opened: it is still open";
         }},
        {"seal-unreadable", at(Job::Seal, Part::Reason),
         [](StaffView& view) { view.errand.case_state = CaseState::Unreadable; }},
        {"seal-done", at(Job::Seal, Part::SignedOff)},
        {"inspect-seals-before", at(Job::Inspection, Part::Question)},
        {"inspect-first", at(Job::Inspection, Part::Question),
         [](StaffView& view) { view.errand.seals_before.clear(); }},
        {"inspect-numbers", at(Job::Inspection, Part::Seals)},
        {"inspect-bad", at(Job::Inspection, Part::Seals, false, true), fails},
        {"inspect-working", at(Job::Inspection, Part::Seals, true)},
        {"inspect-done", at(Job::Inspection, Part::Recorded)},
        {"inspect-all-bad", at(Job::Inspection, Part::Recorded),
         [](StaffView& view) { view.errand.answers.fill(staff::Answer::Bad); }},
        {"gone-warning", at(Job::Decommission, Part::Warning)},
        {"gone-word", at(Job::Decommission, Part::Word)},
        {"stick-plug", at(Job::Stick, Part::Plug)},
        {"stick-bad", at(Job::Stick, Part::Plug, false, true), fails},
        {"stick-pull", at(Job::Stick, Part::Pull)}};
    for (Moment& moment : update_moments(at, fails)) all.push_back(std::move(moment));
    all.push_back({"home-opened", {.step = Step::Home, .role = Role::Technician}, [](StaffView& view) {
                       view.errand.case_opened = true;
                   }});
    for (std::uint8_t question = 1; question < staff::kQuestions; ++question) {
        all.push_back({"inspect-" + std::to_string(question), at(Job::Inspection, Part::Question)});
        all.back().state.errand.question = question;
    }
    return all;
}

bool leads_away(const Node& node) {
    if (node.acts()) {
        const auto kind = std::get<visit::Intent>(node.action).kind;
        const auto index = std::get<visit::Intent>(node.action).index;
        if (kind == visit::IntentKind::Back || kind == visit::IntentKind::Continue) return true;
        if (kind == visit::IntentKind::Choose && index == static_cast<std::uint16_t>(staff::Press::Leave)) return true;
    }
    return std::any_of(node.children.begin(), node.children.end(), leads_away);
}

struct End {
    std::string name;
    void (*change)(GoneView&);
};

std::vector<End> ends() {
    return {{"end-erasing", [](GoneView&) {}},
            {"end-failed",
             [](GoneView& view) {
                 view.stage = decommission::Stage::Failed;
                 view.failure = "E103 a file cannot be read: /var/lib/vestibule/site: Read-only file system";
             }},
            {"end-certificate",
             [](GoneView& view) {
                 view.stage = decommission::Stage::Certificate;
                 view.printer = true;
                 view.left = {"/etc/vestibule/access.secret"};
                 view.stick = decommission::StickStage::Awaited;
             }},
            {"end-taken", [](GoneView& view) {
                 view.stage = decommission::Stage::Certificate;
                 view.printer = view.printed = view.journal_taken = true;
                 view.stick = decommission::StickStage::Written;
             }}};
}

class Errands : public testing::TestWithParam<Drawing> {};

TEST_P(Errands, FitAndLeadBack) {
    const Drawing how = GetParam();
    const auto fonts = Fonts::open();
    auto catalog = Catalog::open("share/vestibule/locale");
    ASSERT_TRUE(fonts && catalog);
    const char* pictures = std::getenv("VESTIBULE_PICTURES");
    const auto look = [&](const Node& tree, const std::string& name, std::string_view language) {
        for (const std::string& what : overflows(tree, fonts.value(), catalog.value(), how))
            ADD_FAILURE() << name << " " << language << ": " << what;
        for (const std::string& what : out_of_reach(tree, fonts.value(), catalog.value(), how))
            ADD_FAILURE() << name << " " << language << ": " << what;
        if (pictures != nullptr)
            draw(tree, fonts.value(), catalog.value(), how,
                 std::string(pictures) + "/" + name + "-" + std::string(language) + "-" + std::to_string(how.width_px) +
                     "-" + std::to_string(how.text_size) + (how.theme == 1 ? "-dark" : "") + ".png");
    };
    for (const Language& language : languages()) {
        ASSERT_TRUE(catalog.value().set_language(language.code));
        for (const Moment& moment : moments()) {
            StaffView view = filled();
            view.common.wide = how.width_px > how.height_px;
            view.common.text_size = how.text_size;
            view.common.language = language.code;
            if (moment.change != nullptr) moment.change(view);
            const Node tree = screens::staff_screen(moment.state, view);
            look(tree, moment.name, language.code);
            if (moment.name != "update-installing") {
                EXPECT_TRUE(leads_away(tree)) << moment.name;
            }
        }
        for (const End& end : ends()) {
            GoneView view;
            view.common.wide = how.width_px > how.height_px;
            view.common.text_size = how.text_size;
            view.common.language = language.code;
            view.device = "kiosk-4f0c81d2a6b37e95";
            view.person = 5;
            view.code =
                privacy::secret("VESTIBULE-GONE 1 2026-11-30T12:00:00Z 5 kiosk-4f0c81d2a6b37e95 " +
                                std::string(32, 'd') + " " + std::string(16, 'k') + " " + std::string(128, 's'));
            end.change(view);
            look(screens::gone_screen(view), end.name, language.code);
        }
    }
    EXPECT_EQ(catalog.value().missing(), 0);
}
INSTANTIATE_TEST_SUITE_P(Sizes, Errands,
                         testing::Values(Drawing{1080, 1920, 0, 0}, Drawing{1080, 1920, 2, 0},
                                         Drawing{1920, 1080, 0, 0}, Drawing{1920, 1080, 2, 0},
                                         Drawing{1080, 1920, 0, 1}));

const Node* found(const Node& node, std::string_view id) {
    if (node.id == id) return &node;
    for (const Node& child : node.children) {
        if (const Node* one = found(child, id)) return one;
    }
    return nullptr;
}

TEST(SealScreen, OffersNoReasonWhileTheCaseIsOpen) {
    StaffView view = filled();
    State state{.step = Step::Errand, .role = Role::Technician};
    state.errand = {.job = Job::Seal, .part = Part::Reason};
    for (const auto stands : {CaseState::Open, CaseState::Unreadable, CaseState::Closed}) {
        view.errand.case_state = stands;
        const Node tree = screens::staff_screen(state, view);
        for (int i = 0; i < 5; ++i) {
            const Node* reason = found(tree, "reason-" + std::to_string(i));
            ASSERT_NE(reason, nullptr);
            EXPECT_EQ(reason->acts(), stands == CaseState::Closed);
        }
    }
}

TEST(RepairScreen, KeepsNothingThatWasNotWell) {
    const StaffView view = filled();
    State state{.step = Step::Errand, .role = Role::Technician};
    state.errand = {.job = Job::DocumentCamera, .part = Part::Tried, .good = false, .ran = true};
    EXPECT_FALSE(found(screens::staff_screen(state, view), "keep")->acts());
    state.errand.good = true;
    EXPECT_TRUE(found(screens::staff_screen(state, view), "keep")->acts());
    state.working = true;
    EXPECT_FALSE(found(screens::staff_screen(state, view), "keep")->acts());
}

TEST(StaffHome, GivesEachRoleItsErrands) {
    StaffView view = filled();
    view.errand.case_opened = true;
    const Node technician = screens::staff_screen({.step = Step::Home, .role = Role::Technician}, view);
    const Node it = screens::staff_screen({.step = Step::Home, .role = Role::FacilityIt}, view);
    EXPECT_TRUE(found(technician, "open-repair") != nullptr && found(technician, "open-seal") != nullptr);
    EXPECT_EQ(found(technician, "open-decommission"), nullptr);
    EXPECT_TRUE(found(it, "open-repair") == nullptr && found(it, "open-seal") == nullptr);
    EXPECT_NE(found(it, "open-decommission"), nullptr);
    EXPECT_TRUE(found(technician, "open-update") != nullptr && found(it, "open-update") != nullptr);
    EXPECT_NE(found(it, "case-opened"), nullptr) << "they may read it";
}

}  // namespace
}  // namespace vestibule::ui::test
