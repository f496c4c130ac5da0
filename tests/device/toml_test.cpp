// toml_test - the strict reader that the configuration and the profiles share.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {
namespace {

std::string told(TomlReader& reader) {
    const auto finished = reader.finish(ErrorCode::BadProfile);
    return finished.ok() ? "" : finished.error().context;
}

TEST(Nearest, IsWhatWasMeantOrNothing) {
    const std::vector<std::string> words{"providers", "proxy", "profiles", "name"};
    EXPECT_EQ(nearest("provders", words), "providers");
    EXPECT_EQ(nearest("nmae", words), "name");
    EXPECT_EQ(nearest("proxi", words), "proxy");
    EXPECT_EQ(nearest("temperature", words), "");
    EXPECT_EQ(nearest("", words), "");
    EXPECT_EQ(nearest("name", {}), "");
}

TEST(Toml, RequiredKeysAndTables) {
    TomlReader reader("[a]\nx = 1\n", "f");
    TomlTable a = reader.root().table("a", Need::Required);
    std::string text = "kept";
    a.text("y", text, Need::Required);
    int x = 0;
    a.integer("x", x, 0, 10);
    EXPECT_FALSE(reader.root().table("b").present());
    EXPECT_TRUE(a.present());
    EXPECT_EQ(x, 1);
    EXPECT_EQ(text, "kept");
    EXPECT_THAT(told(reader), testing::HasSubstr("f:1:1: missing key 'y' in [a]"));
}

TEST(Toml, ColoursFlagsRangesAndAddresses) {
    TomlReader reader(
        "c = \"#0A0b0C\"\nbad = \"red\"\nf = true\nbadf = 1\nr = [3, 5]\nbadr = [5, 3]\nu = \"https://x\"\nbadu = "
        "\"http://x\"\n",
        "f");
    TomlTable root = reader.root();
    std::uint32_t color = 0, other = 7;
    bool flag = false, untouched = true;
    int low = 0, high = 0, same = 9;
    std::string url, none = "kept";
    root.color("c", color);
    root.color("bad", other);
    root.flag("f", flag);
    root.flag("badf", untouched);
    root.range("r", low, high, 1, 10);
    root.range("badr", same, same, 1, 10);
    root.https("u", url);
    root.https("badu", none);
    EXPECT_EQ(color, 0x0A0B0CU);
    EXPECT_TRUE(flag);
    EXPECT_EQ(low, 3);
    EXPECT_EQ(high, 5);
    EXPECT_EQ(url, "https://x");
    EXPECT_TRUE(other == 7 && untouched && same == 9 && none == "kept") << "what is wrong leaves the default alone";
    EXPECT_EQ(told(reader),
              "f:2:7: 'bad': expected a colour as \"#RRGGBB\"\n"
              "f:4:8: 'badf': expected true or false\n"
              "f:6:8: 'badr': expected two integers [low, high] from 1 to 10\n"
              "f:8:8: 'badu': expected an https:// address");
}

}  // namespace
}  // namespace vestibule::device
