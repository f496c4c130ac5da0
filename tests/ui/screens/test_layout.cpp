// test_layout - every screen fits upright and wide, in both languages, at the smallest and the largest text.
#include <gtest/gtest.h>

#include <string>

#include "tests/ui/screens/drawing.hpp"
#include "tests/ui/screens/fixture.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui::test {
namespace {

using journey::Overlay;
using journey::State;
using journey::Step;

void expect_all_fit(const Drawing& how) {
    const auto fonts = Fonts::open();
    auto catalog = Catalog::open("share/vestibule/locale");
    ASSERT_TRUE(fonts && catalog);
    const Fixture fixture;
    for (const Language& language : languages()) {
        ASSERT_TRUE(catalog.value().set_language(language.code));
        const auto check = [&](const State& state) {
            visit::VisitView view = fixture.view(state.step, std::string(language.code));
            view.wide = how.width_px > how.height_px;
            view.form_tried = true;
            for (visit::FieldView& field : view.fields) field.error = visit::FieldError::TooShort;
            const Node tree = screen(state, view);
            for (const std::string& what : overflows(tree, fonts.value(), catalog.value(), how)) {
                ADD_FAILURE() << tree.id << " " << language.code << ": " << what;
            }
        };
        for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Count); ++i) check(state_at(static_cast<Step>(i)));
        for (std::size_t o = 1; o < static_cast<std::size_t>(Overlay::Count); ++o) {
            State state = state_at(Step::Places);
            state.overlay = static_cast<Overlay>(o);
            check(state);
        }
    }
}

TEST(Layout, Upright) {
    expect_all_fit({1080, 1920, 0, 0});
}
TEST(Layout, UprightWithTheLargestText) {
    expect_all_fit({1080, 1920, 2, 0});
}
TEST(Layout, Wide) {
    expect_all_fit({1920, 1080, 0, 0});
}
TEST(Layout, WideWithTheLargestText) {
    expect_all_fit({1920, 1080, 2, 0});
}

}  // namespace
}  // namespace vestibule::ui::test
