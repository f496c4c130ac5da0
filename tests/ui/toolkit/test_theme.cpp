// test_theme - every pair of colours that is read or touched keeps the contrast that WCAG asks for, in every theme.
#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

TEST(Theme, ComputesContrastAsWcagDoes) {
    EXPECT_NEAR(contrast(0x000000, 0xFFFFFF), 21, 0.01);
    EXPECT_NEAR(contrast(0xFFFFFF, 0xFFFFFF), 1, 0.01);
    EXPECT_NEAR(contrast(0x777777, 0xFFFFFF), 4.48, 0.01);
}

class EveryTheme : public testing::TestWithParam<ThemeKind> {};

TEST_P(EveryTheme, HasWordsThatCanBeRead) {
    const Colors& c = colors(GetParam());
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs{
        {c.ink, c.paper},        {c.ink, c.surface},         {c.ink, c.quiet},        {c.muted, c.paper},
        {c.muted, c.surface},    {c.muted, c.quiet},         {c.primary, c.paper},    {c.primary, c.surface},
        {c.primary, c.quiet},    {c.on_primary, c.primary},  {c.success, c.paper},    {c.success, c.surface},
        {c.success, c.success_paper}, {c.on_success, c.success}, {c.attention, c.paper}, {c.attention, c.surface},
        {c.attention, c.attention_paper}, {c.ink, c.attention_paper}, {c.danger, c.paper}, {c.danger, c.surface},
        {c.danger, c.danger_paper}, {c.on_danger, c.danger}, {c.ink, c.danger_paper}, {c.ink, c.success_paper}};
    for (std::size_t i = 0; i < pairs.size(); ++i)
        EXPECT_GE(contrast(pairs[i].first, pairs[i].second), 4.5) << "pair " << i;
}

TEST_P(EveryTheme, HasControlsThatCanBeSeen) {
    const Colors& c = colors(GetParam());
    for (const std::uint32_t behind : {c.paper, c.surface, c.quiet}) {
        EXPECT_GE(contrast(c.control, behind), 3);
        EXPECT_GE(contrast(c.focus, behind), 3);
        EXPECT_GE(contrast(c.primary, behind), 3);
    }
}

INSTANTIATE_TEST_SUITE_P(Themes, EveryTheme,
                         testing::Values(ThemeKind::Light, ThemeKind::Dark, ThemeKind::HighContrast));

TEST(Metrics, GiveTheSizesOfThePortraitDisplay) {
    const Metrics metrics = Metrics::of(1080, 1920);
    EXPECT_NEAR(metrics.px_per_mm, 4.03, 0.01);
    EXPECT_EQ(metrics.font_px(kBodyMm), 41);
    EXPECT_EQ(metrics.font_px(kSmallMm), 28);
    EXPECT_EQ(metrics.font_px(kTitleMm), 56);
    EXPECT_EQ(metrics.font_px(kDisplayMm), 85);
    EXPECT_EQ(Metrics::of(1080, 1920, kDefaultDiagonalInch, 2).font_px(kBodyMm), 58);
}

}  // namespace
}  // namespace vestibule::ui::test
