// test_places - the screens of places with 0, 1, 12 and 3,000 of them: counts first, names only on request.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/ui/screens/fixture.hpp"
#include "tests/ui/screens/walk.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui::test {
namespace {

using journey::Overlay;
using journey::State;
using journey::Step;

Catalog& catalog() {
    static Catalog one = Catalog::open("share/vestibule/locale").value();
    one.set_language("en");
    return one;
}

State with(Step step, int places, int connected) {
    State state = state_at(step);
    state.places = static_cast<std::uint16_t>(places);
    state.connected = static_cast<std::uint16_t>(connected);
    state.sign_ins_open = static_cast<std::uint16_t>(places - connected);
    return state;
}

std::string words(const Node& root, const std::string& id) {
    const Node* node = find(root, id);
    return node == nullptr ? "" : std::string(catalog().resolve(node->label));
}

TEST(Places, CountsComeFirstAsSentences) {
    const Fixture twelve(12, 9);
    const Node root = screen(with(Step::Places, 12, 9), twelve.view(Step::Places));
    EXPECT_EQ(words(root, "title"), "We found 12 places");
    EXPECT_EQ(words(root, "count-connected"), "9 are connected.");
    EXPECT_EQ(words(root, "count-open"), "3 need you to sign in.");
    EXPECT_EQ(find(root, "places")->children.size(), 12U);
    EXPECT_NE(find(root, "skip"), nullptr);
    EXPECT_EQ(find(root, "continue"), nullptr);
}

TEST(Places, NoneIsSaidKindlyAndEnds) {
    const Fixture none(0, 0);
    const Node root = screen(with(Step::Places, 0, 0), none.view(Step::Places));
    EXPECT_EQ(words(root, "title"), "We found no places");
    EXPECT_EQ(find(root, "show-names"), nullptr);
    EXPECT_TRUE(find(root, "continue")->acts());
}

TEST(Places, OneIsSingular) {
    const Fixture one(1, 1);
    const Node root = screen(with(Step::Places, 1, 1), one.view(Step::Places));
    EXPECT_EQ(words(root, "title"), "We found 1 place");
    EXPECT_EQ(words(root, "count-connected"), "1 is connected.");
    EXPECT_EQ(words(root, "count-open"), "");
    EXPECT_TRUE(find(root, "continue")->acts());
}

TEST(Places, ThreeThousandShowFortyAndANumber) {
    const Fixture many(3000, 2400);
    const Node root = screen(with(Step::Places, 3000, 2400), many.view(Step::Places));
    EXPECT_EQ(words(root, "title"), "We found 3,000 places");
    EXPECT_EQ(words(root, "count-open"), "600 need you to sign in.");
    EXPECT_EQ(find(root, "places")->children.size(), 40U);
    EXPECT_EQ(words(root, "range"), "Places 1 to 40 of 3,000");
}

TEST(Places, RowsThatNeedThePatientComeFirstAndKeepTheirIndex) {
    const Fixture twelve(12, 9);
    const visit::VisitView view = twelve.view(Step::Places);
    const Node root = screen(with(Step::Places, 12, 9), view);
    const std::vector<Node>& rows = find(root, "places")->children;
    const auto open = [&](const Node& row) { return !view.places.at(std::stoul(row.id.substr(6))).connected; };
    EXPECT_TRUE(std::is_partitioned(rows.begin(), rows.end(), open));
    EXPECT_TRUE(open(rows.front()));
    for (const Node& row : rows) {
        const Node* sign_in = find(row, "sign-in-" + row.id.substr(6));
        ASSERT_EQ(sign_in != nullptr, open(row));
        if (sign_in != nullptr) {
            EXPECT_EQ(std::get<visit::Intent>(sign_in->action).index, std::stoul(row.id.substr(6)));
        }
    }
}

TEST(Places, NamesAreNowhereUntilUncovered) {
    for (const int count : {1, 12, 3000}) {
        const Fixture fixture(count, count - count / 4);
        for (std::size_t i = static_cast<std::size_t>(Step::Places); i < static_cast<std::size_t>(Step::Count); ++i) {
            for (std::size_t o = 0; o < static_cast<std::size_t>(Overlay::Count); ++o) {
                const auto step = static_cast<Step>(i);
                State state = with(step, count, count - count / 4);
                state.overlay = static_cast<Overlay>(o);
                if (step == Step::PortalSignIn || step == Step::ShareConsent) state.place = 0;
                const std::string all = words_of(screen(state, fixture.view(step)), catalog());
                for (const char* part :
                     {"Northside", "Harbor", "Valley", "Riverbend", "North Point", "Santa Rosalia"}) {
                    EXPECT_EQ(all.find(part), std::string::npos) << part << " on " << id_of(step);
                }
            }
        }
        visit::VisitView shown = fixture.view(Step::Places);
        shown.names_shown = true;
        const std::string all = words_of(screen(with(Step::Places, count, count - count / 4), shown), catalog());
        EXPECT_NE(all.find("Northside Clinic 0"), std::string::npos);
    }
}

TEST(Categories, AllAreChosenAtTheStartAndThreeThousandPlacesHaveOneSet) {
    const Fixture many(3000, 2400);
    const Node root = screen(with(Step::Categories, 3000, 2400), many.view(Step::Categories));
    int boxes = 0;
    each(root, [&](const Node& node) {
        if (node.role != Role::CheckBox) return;
        ++boxes;
        EXPECT_TRUE(node.checked);
        EXPECT_EQ(std::get<visit::Intent>(node.action).index, visit::kAllPlaces);
    });
    EXPECT_EQ(boxes, 8);
}

TEST(Categories, TwelvePlacesCanBeChosenOneByOne) {
    const Fixture twelve(12, 12);
    visit::VisitView view = twelve.view(Step::Categories);
    view.places[2].categories = 0b1111'1101;
    const Node root = screen(with(Step::Categories, 12, 12), view);
    EXPECT_FALSE(find(root, "place-2-category-1")->checked);
    EXPECT_TRUE(find(root, "place-2-category-2")->checked);
    EXPECT_FALSE(find(root, "category-1")->checked) << "not chosen for every place";
    const auto intent = std::get<visit::Intent>(find(root, "place-2-category-1")->action);
    EXPECT_EQ(intent.kind, visit::IntentKind::ToggleCategory);
    EXPECT_EQ(intent.index, 2);
    EXPECT_EQ(intent.value, 1);
}

TEST(Confirm, EveryPlaceAndCategoryIsThereOnce) {
    const Fixture twelve(12, 12);
    visit::VisitView view = twelve.view(Step::Confirm);
    view.places[2].categories = 0b11;
    view.places[5].categories = 0;
    view.places[7].consented = false;
    view.names_shown = true;
    const Node root = screen(with(Step::Confirm, 12, 12), view);
    const Node* shared = find(root, "shared");
    ASSERT_EQ(shared->children.size(), 3U);
    const std::string all = words_of(*shared, catalog());
    EXPECT_NE(all.find("From 9 places"), std::string::npos);
    EXPECT_NE(all.find("From 1 place\n"), std::string::npos);
    EXPECT_NE(all.find("Nothing from 1 place"), std::string::npos);
    for (const int index : {0, 2, 5, 11}) {
        const std::string name(view.places[static_cast<std::size_t>(index)].place->name.reveal());
        EXPECT_NE(all.find(name + "\n"), std::string::npos) << name;
    }
    EXPECT_EQ(all.find(view.places[7].place->name.reveal()), std::string::npos) << "no consent, nothing shared";
    EXPECT_NE(words_of(shared->children.back(), catalog()).find("Nothing from"), std::string::npos);
}

TEST(Confirm, ThreeThousandPlacesAreAllThereAsNumbersAndPageByPageByName) {
    const Fixture many(3000, 3000);
    visit::VisitView view = many.view(Step::Confirm);
    view.places[29].consented = false;
    view.places[40].consented = view.places[42].consented = false;
    const Node covered = screen(with(Step::Confirm, 3000, 3000), view);
    EXPECT_NE(words_of(*find(covered, "shared"), catalog()).find("Places 1\u201329, 31\u201340, 42, 44\u20133000"),
              std::string::npos);
    EXPECT_EQ(find(covered, "names"), nullptr);
    view.names_shown = true;
    std::size_t named = 0;
    for (view.places_page = 0; view.places_page < 75; ++view.places_page) {
        const Node root = screen(with(Step::Confirm, 3000, 3000), view);
        named += find(root, "names")->children.size();
        ASSERT_TRUE(find(root, "next-places")->acts());
    }
    EXPECT_EQ(named, 2997U);
    view.places_page = 1;
    const std::string second = words_of(*find(screen(with(Step::Confirm, 3000, 3000), view), "names"), catalog());
    EXPECT_NE(second.find(std::string(view.places[44].place->name.reveal()) + "\n"), std::string::npos) << second;
}

}  // namespace
}  // namespace vestibule::ui::test
