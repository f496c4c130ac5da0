// test_catalog - languages switch while the program runs, places are filled, missing keys are seen.
#include <fontconfig/fontconfig.h>

#include <chrono>
#include <thread>

#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

TEST(Catalog, SwitchesLanguageAndBack) {
    Catalog words = catalog();
    EXPECT_EQ(words.raw("toolkit.done"), "Done");
    ASSERT_TRUE(words.set_language("es"));
    EXPECT_EQ(words.raw("toolkit.done"), "Listo");
    ASSERT_TRUE(words.set_language("en"));
    EXPECT_EQ(words.raw("toolkit.done"), "Done");
    EXPECT_EQ(words.missing(), 0);
}

TEST(Catalog, KeepsItsLanguageWhenAskedForAnUnknownOne) {
    Catalog words = catalog();
    ASSERT_TRUE(words.set_language("es"));
    EXPECT_FALSE(words.set_language("xx"));
    EXPECT_EQ(words.language().code, "es");
    EXPECT_EQ(words.raw("toolkit.done"), "Listo");
}

TEST(Catalog, OffersEachLanguageByItsOwnName) {
    ASSERT_EQ(languages().size(), 2U);
    EXPECT_EQ(languages()[0].own_name, "English");
    EXPECT_EQ(languages()[1].own_name, "Español");
}

TEST(Catalog, CountsAKeyWithoutWordsAndShowsIt) {
    const Catalog words = catalog();
    EXPECT_EQ(std::string_view(words.resolve(t("no.such.key"))), "no.such.key");
    EXPECT_EQ(words.missing(), 1);
}

TEST(Catalog, FillsPlacesWithNumbersWordsAndSecrets) {
    const Catalog words = catalog();
    EXPECT_EQ(std::string_view(words.resolve(t("toolkit.state.percent", {std::int64_t{62}}))), "62 percent");
    const privacy::SecretText name = privacy::secret("María");
    EXPECT_EQ(std::string_view(words.resolve(own(name))), "María");
    EXPECT_EQ(std::string_view(words.resolve(plain("ID.me"))), "ID.me");
    EXPECT_EQ(std::string_view(words.resolve(t("toolkit.state.percent"))), " percent");
}

TEST(Catalog, SeparatesThousandsAsTheLanguageDoes) {
    Catalog words = catalog();
    EXPECT_EQ(words.number(999), "999");
    EXPECT_EQ(words.number(1500), "1,500");
    EXPECT_EQ(words.number(72000), "72,000");
    EXPECT_EQ(words.number(-1234567), "-1,234,567");
    words.set_language("es");
    EXPECT_EQ(words.number(1500), "1500");
    EXPECT_EQ(words.number(72000), "72\u00A0000");
}

TEST(Catalog, NamesTheFileThatIsMissing) {
    const Result<Catalog> opened = Catalog::open("/nowhere");
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::NoCatalog);
    EXPECT_NE(opened.error().context.find("/nowhere/en"), std::string::npos);
}

TEST(Fonts, NameTheFileThatIsMissing) {
    const Result<Fonts> opened = Fonts::open("/nowhere");
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::NoFont);
    EXPECT_NE(opened.error().context.find("NotoSans-Regular.ttf"), std::string::npos);
}

TEST(Fonts, LeaveTheSystemsOwnAndItsCachesAlone) {
    const Result<Fonts> opened = Fonts::open();
    ASSERT_TRUE(opened.ok());
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // Pango's thread
    FcConfig* config = FcConfigReference(nullptr);
    const FcFontSet* system = FcConfigGetFonts(config, FcSetSystem);
    EXPECT_EQ(system == nullptr ? 0 : system->nfont, 0);
    FcStrList* folders = FcConfigGetCacheDirs(config);
    EXPECT_EQ(FcStrListNext(folders), nullptr);
    FcStrListDone(folders);
    FcConfigDestroy(config);
}

}  // namespace
}  // namespace vestibule::ui::test
