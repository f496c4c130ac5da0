// prints_test - the backs that the generator draws carry texts of every version and kind that is in use, and each is
// understood.
#include <gtest/gtest.h>

#include <set>

#include "kiosk/capture/aamva.hpp"
#include "tests/capture/score/art.hpp"

namespace vestibule::score {
namespace {

TEST(Prints, BacksAreOfEveryVersionAndOfBothKindsOfCards) {
    std::set<std::string> versions, kinds;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Family family = seed % 2 == 0 ? Family::Tuned : Family::Held;
        const Print back = print(Kind::Back, family, seed);
        const auto data = capture::parse_aamva(back.code);
        ASSERT_TRUE(data) << seed << ": " << data.error().sentence() << "\n" << back.code;
        EXPECT_EQ(privacy::view(data->birth_date).size(), 10U);
        EXPECT_LT(privacy::view(data->birth_date).substr(0, 4), "2009") << "as it was drawn, whatever its order";
        EXPECT_GE(privacy::view(data->birth_date).substr(0, 4), "1930");
        EXPECT_GE(privacy::view(data->expiry_date).substr(0, 4), "2027");
        EXPECT_FALSE(privacy::view(data->given_names).empty());
        EXPECT_FALSE(privacy::view(data->middle_name).empty());
        EXPECT_FALSE(privacy::view(data->family_name).empty());
        // "ANSI ", six digits of the issuer, then the version; the directory's first entry tells the kind.
        const std::string version = back.code.substr(back.code.find("ANSI ") + 11, 2);
        const std::size_t directory = back.code.find("ANSI ") + (version == "01" ? 15 : 17);
        const std::string kind = back.code.substr(directory, 2);
        versions.insert(version), kinds.insert(kind);
        const auto offset = std::stoul(back.code.substr(directory + 2, 4));
        const auto length = std::stoul(back.code.substr(directory + 6, 4));
        EXPECT_EQ(back.code.substr(offset, 2), kind) << back.code;
        EXPECT_EQ(offset + length, back.code.size());
    }
    EXPECT_EQ(kinds, (std::set<std::string>{"DL", "ID"}));
    EXPECT_EQ(versions, (std::set<std::string>{"01", "02", "03", "04", "05", "08", "09", "10"}));
}

}  // namespace
}  // namespace vestibule::score
