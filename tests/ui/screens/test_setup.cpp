// test_setup - the screens of set-up fit upright and wide, in both languages, at every size; each has a way on or back,
// and what is touched is in reach from a wheelchair.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "kiosk/setup/mode.hpp"
#include "tests/ui/screens/drawing.hpp"
#include "tests/ui/screens/walk.hpp"
#include "ui/screens/setup.hpp"

namespace vestibule::ui::test {
namespace {

using device::EnrolmentStanding;
using diagnostics::Verdict;
using setup::Field;
using setup::SetupView;
using setup::State;
using setup::Step;

staff::TestRow row(const std::string& id, const std::string& title, Verdict verdict, const std::string& value,
                   const std::string& hint) {
    staff::TestRow one{.id = id, .title = title};
    one.last =
        diagnostics::Outcome{.id = id, .title = title, .finding = {verdict, value, {}, hint}, .date = {}, .took = {}};
    return one;
}

void fill(SetupView& view) {
    const auto put = [&view](Field of, const char* text) {
        view.fields.at(static_cast<std::size_t>(of)).value = privacy::secret(text);
    };
    view.common.facility_name = "Northside Family Clinic";
    view.clock = "2026-11-30 16:20";
    view.device = privacy::secret("0123456789abcdef");
    put(Field::Name, "Kiosk 7"), put(Field::Place, "East entrance, beside the pharmacy");
    put(Field::Address, "10.1.2.3/24"), put(Field::WifiName, "Clinic");
    view.network = {row("network.link", "Network cable or Wi-Fi", Verdict::Pass, "eth0 up, 1000 Mbit/s", ""),
                    row("network.address", "Address", Verdict::Fail, "no address; gateway none",
                        "The site's DHCP server gave no address: ask for the port's network.")};
    view.tests = {row("camera.face", "Camera for faces", Verdict::Fail, "no picture", "Check its cable."),
                  row("storage.space", "Free storage", Verdict::Pass, "60 % free", "")};
    view.wifi = {{"Clinic", -50, false, false}, {"Guests", -70, true, false}, {"Staff", -80, false, true}};
    view.cameras = {"v4l2:/dev/vestibule/camera-pci-0000_00_14.0-usb-0_1_1.0",
                    "v4l2:/dev/vestibule/camera-pci-0000_00_14.0-usb-0_2_1.0"};
    view.face_camera = 1;
    view.ask_again_s = 27;
    view.detail = "E205 a server's certificate is not trusted: enrol.example: issued by CN=Proxy CA,O=Northside";
    view.stick_serial = 12;
    view.stick_detail = "site.bundle: it is for 'southside', this kiosk stands in 'northside'";
}

struct Moment {
    std::string name;
    State state;
    int stick_code = 0;
};

std::vector<Moment> moments() {
    std::vector<Moment> all;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Left); ++i) {
        const auto step = static_cast<Step>(i);
        all.push_back({std::string(setup::name(step)), {.step = step}});
        all.push_back({std::string(setup::name(step)) + "-working", {.step = step, .working = true}});
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(EnrolmentStanding::Count); ++i) {
        const auto standing = static_cast<EnrolmentStanding>(i);
        const bool in = standing == EnrolmentStanding::Enrolled || standing == EnrolmentStanding::RenewalDue;
        all.push_back(
            {"Enrolling-" + std::to_string(i), {.step = Step::Enrolling, .enrolled = in, .standing = standing}});
    }
    all.push_back({"Enrol-late", {.step = Step::Enrol, .enrolled = true, .standing = EnrolmentStanding::RenewalDue}});
    all.push_back({"Ready-good", {.step = Step::Ready, .site = true, .enrolled = true}});
    all.push_back({"Scan-unread", {.step = Step::Scan, .unread = true}});
    all.push_back({"Stick-good", {.step = Step::Stick, .stick_good = true}});
    for (const int code : {103, 121, 122, 123, 124, 125, 126, 127, 128, 129})
        all.push_back({"Stick-" + std::to_string(code), {.step = Step::Stick}, code});
    return all;
}

bool acts(const Node& node, visit::IntentKind kind) {
    if (node.acts() && std::get<visit::Intent>(node.action).kind == kind) return true;
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return acts(child, kind); });
}

class SetUpScreens : public testing::TestWithParam<Drawing> {};

TEST_P(SetUpScreens, FitAndLeadOn) {
    const Drawing how = GetParam();
    const auto fonts = Fonts::open();
    auto catalog = Catalog::open("share/vestibule/locale");
    ASSERT_TRUE(fonts && catalog);
    const char* pictures = std::getenv("VESTIBULE_PICTURES");
    SetupView view;
    fill(view);
    view.common.wide = how.width_px > how.height_px;
    view.common.text_size = how.text_size;
    for (const Language& language : languages()) {
        ASSERT_TRUE(catalog.value().set_language(language.code));
        view.common.language = language.code;
        for (const Moment& moment : moments()) {
            view.stick_code = moment.stick_code;
            const Node tree = screens::setup_screen(moment.state, view);
            for (const std::string& what : overflows(tree, fonts.value(), catalog.value(), how))
                ADD_FAILURE() << moment.name << " " << language.code << ": " << what;
            for (const std::string& what : out_of_reach(tree, fonts.value(), catalog.value(), how))
                ADD_FAILURE() << moment.name << " " << language.code << ": " << what;
            EXPECT_TRUE(moment.state.step == Step::Touch || acts(tree, visit::IntentKind::Continue) ||
                        acts(tree, visit::IntentKind::Back))
                << moment.name;
            if (pictures != nullptr)
                draw(tree, fonts.value(), catalog.value(), how,
                     std::string(pictures) + "/" + moment.name + "-" + std::string(language.code) + "-" +
                         std::to_string(how.width_px) + "-" + std::to_string(how.text_size) + ".png");
        }
    }
    EXPECT_EQ(catalog.value().missing(), 0);
}
TEST(SetUpEnrol, WarnsOfACertificateThatDidNotRenewItself) {
    SetupView view;
    fill(view);
    State state{.step = Step::Enrol, .enrolled = true, .standing = EnrolmentStanding::Enrolled};
    EXPECT_EQ(find(screens::setup_screen(state, view), "standing-before"), nullptr);
    state.standing = EnrolmentStanding::RenewalDue;
    const Node tree = screens::setup_screen(state, view);
    ASSERT_NE(find(tree, "standing"), nullptr) << "it is enrolled all the same";
    EXPECT_NE(find(tree, "standing-before"), nullptr);
}

/// A gate that cannot fail guards nothing.
TEST(Reach, OfAButtonThatHangsTooHighIsTold) {
    const auto fonts = Fonts::open();
    const auto catalog = Catalog::open("share/vestibule/locale");
    ASSERT_TRUE(fonts && catalog);
    SetupView view;
    fill(view);
    const Node tree = screens::setup_screen({.step = Step::Network}, view);
    EXPECT_TRUE(out_of_reach(tree, fonts.value(), catalog.value(), {}).empty());
    const auto all = reaches(tree, fonts.value(), catalog.value(), {});
    EXPECT_GE(all.size(), 5U) << "the buttons of the network";
    Node upside_down = tree;
    const auto turn = [](const auto& self, Node& node) -> void {
        std::reverse(node.children.begin(), node.children.end());
        for (Node& child : node.children) self(self, child);
    };
    turn(turn, upside_down);
    EXPECT_FALSE(out_of_reach(upside_down, fonts.value(), catalog.value(), {}).empty())
        << "what leads on would hang at the upper edge";
}

INSTANTIATE_TEST_SUITE_P(Sizes, SetUpScreens,
                         testing::Values(Drawing{1080, 1920, 0, 0}, Drawing{1080, 1920, 2, 0},
                                         Drawing{1920, 1080, 0, 0}, Drawing{1920, 1080, 2, 0}));

}  // namespace
}  // namespace vestibule::ui::test
