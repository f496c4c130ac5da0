// test_brand - a facility's logo, colour and sentences on the screens: seen, spoken, in the patient's language, and
// never more than their place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "kiosk/device/contrast.hpp"
#include "tests/device/brand/png.hpp"
#include "tests/ui/screens/drawing.hpp"
#include "tests/ui/screens/fixture.hpp"
#include "ui/screens/screens.hpp"
#include "ui/toolkit/theme.hpp"

namespace vestibule::ui::test {
namespace {

using device::SiteText;
using journey::State;
using journey::Step;

constexpr std::uint32_t kViolet = 0x7A1FA2;

std::string of_length(std::size_t characters) {
    std::string words;
    while (words.size() < characters) words += "vestibule ";
    return words.substr(0, characters - 1) + ".";
}

const Node* find(const Node& tree, std::string_view id) {
    if (tree.id == id) return &tree;
    for (const Node& child : tree.children) {
        if (const Node* found = find(child, id)) return found;
    }
    return nullptr;
}

class Brand : public testing::Test {
protected:
    Brand() {
        for (const device::SiteTextEntry& entry : device::kSiteTexts) {
            texts_["en"][entry.text] = of_length(entry.longest);
            texts_["es"][entry.text] = of_length(entry.longest);
        }
        texts_["en"][SiteText::Desk] = "the red desk";
        texts_["es"][SiteText::Desk] = "el mostrador rojo";
    }
    ~Brand() override { use_accent(std::nullopt); }
    [[nodiscard]] visit::VisitView view(Step step, const std::string& language) const {
        visit::VisitView view = fixture_.view(step, language);
        view.logo = &logo_;
        view.texts = &texts_;
        return view;
    }
    [[nodiscard]] std::string said(const Node& tree, std::string_view id) const {
        const Node* node = find(tree, id);
        if (node == nullptr) return "nothing";
        const privacy::WipedString words = catalog_.value().resolve(node->label);
        return {words.begin(), words.end()};
    }
    const Fixture fixture_;
    device::Logo logo_ = device::read_logo(device::testing::png_of(480, 160, 0.48, 0.12, 0.64), "logo.png").value();
    device::SiteTexts texts_;
    Result<Fonts> fonts_ = Fonts::open();
    Result<Catalog> catalog_ = Catalog::open("share/vestibule/locale");
};

TEST_F(Brand, WelcomeShowsTheLogoAndSaysTheName) {
    const visit::VisitView welcome = view(Step::Welcome, "en");
    const Node tree = screen(state_at(Step::Welcome), welcome);
    const Node* logo = find(tree, "logo");
    ASSERT_NE(logo, nullptr);
    EXPECT_EQ(said(tree, "logo"), welcome.facility_name) << "who cannot see it hears it";
    EXPECT_EQ(said(tree, "site-welcome"), of_length(60));
    EXPECT_EQ(said(tree, "site-notice"), of_length(140));
    EXPECT_EQ(find(screen(state_at(Step::Contact), view(Step::Contact, "en")), "logo"), nullptr);
    EXPECT_EQ(find(screen(state_at(Step::Welcome), fixture_.view(Step::Welcome, "en")), "logo"), nullptr);
}

TEST_F(Brand, SentencesStandWhereTheyBelongInTheLanguageOfThePatient) {
    State help = state_at(Step::Places);
    help.overlay = journey::Overlay::Help;
    catalog_.value().set_language("es");
    const Node tree = screen(help, view(Step::Places, "es"));
    EXPECT_EQ(said(tree, "site-help"), of_length(120));
    EXPECT_THAT(said(tree, "desk-place"), testing::HasSubstr("el mostrador rojo"));
    EXPECT_EQ(said(screen(state_at(Step::Done), view(Step::Done, "es")), "site-goodbye"), of_length(120));
    EXPECT_THAT(said(tree, "ribbon"), testing::Not(testing::HasSubstr("vestibule"))) << "that is never a facility's";
}

TEST_F(Brand, EverythingFitsUprightAndWide) {
    const char* folder = std::getenv("VESTIBULE_PICTURES");
    for (const Drawing& how : {Drawing{1080, 1920, 0, 0}, {1080, 1920, 2, 0}, {1920, 1080, 0, 0}, {1920, 1080, 2, 1}}) {
        for (const std::string language : {"en", "es"}) {
            catalog_.value().set_language(language);
            for (const auto& [step, overlay] :
                 std::vector<std::pair<Step, journey::Overlay>>{{Step::Welcome, journey::Overlay::None},
                                                                {Step::Done, journey::Overlay::None},
                                                                {Step::Places, journey::Overlay::Help}}) {
                State state = state_at(step);
                state.overlay = overlay;
                visit::VisitView shown = view(step, language);
                shown.wide = how.width_px > how.height_px;
                const Node tree = screen(state, shown);
                for (const std::string& what : overflows(tree, fonts_.value(), catalog_.value(), how)) {
                    ADD_FAILURE() << tree.id << " " << language << " " << how.width_px << ": " << what;
                }
                if (folder == nullptr) continue;
                use_accent(kViolet);
                const std::string file = std::string(folder) + "/" + tree.id + "-" + language + "-" +
                                         std::to_string(how.width_px) + "-" + std::to_string(how.text_size) + ".png";
                EXPECT_TRUE(draw(tree, fonts_.value(), catalog_.value(), how, file)) << file;
                use_accent(std::nullopt);
            }
        }
    }
}

TEST_F(Brand, TheAccentIsTheLightThemesAlone) {
    const std::uint32_t own = colors(ThemeKind::Light).primary;
    EXPECT_FALSE(device::accent_problem(own)) << "the kiosk's own keeps the rule";
    use_accent(kViolet);
    EXPECT_EQ(colors(ThemeKind::Light).primary, kViolet);
    EXPECT_NE(colors(ThemeKind::Dark).primary, kViolet);
    EXPECT_NE(colors(ThemeKind::HighContrast).primary, kViolet);
    const Colors& light = colors(ThemeKind::Light);
    // What an accent is judged by is what it is seen on.
    EXPECT_THAT(device::kAccentGrounds, testing::UnorderedElementsAre(light.surface, light.paper, light.quiet));
    EXPECT_EQ(light.on_primary, 0xFFFFFFU);
    use_accent(std::nullopt);
    EXPECT_EQ(colors(ThemeKind::Light).primary, own);
}

}  // namespace
}  // namespace vestibule::ui::test
