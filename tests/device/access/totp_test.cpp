// totp_test - the examples of RFC 6238, appendix B, and of RFC 4648, section 10.
#include <gtest/gtest.h>

#include "kiosk/device/access/totp.hpp"

namespace vestibule::device {
namespace {

std::vector<std::uint8_t> bytes(std::string_view text) {
    return {text.begin(), text.end()};
}

struct Example {
    std::uint64_t time_s;
    TotpDigest digest;
    std::uint32_t code;
};

TEST(Totp, IsWhatTheStandardSays) {
    const std::string ascii = "1234567890123456789012345678901234567890123456789012345678901234";
    const auto secret = [&](TotpDigest digest) {
        const std::size_t length = digest == TotpDigest::Sha1 ? 20 : digest == TotpDigest::Sha256 ? 32 : 64;
        return bytes(ascii.substr(0, length));
    };
    constexpr auto k1 = TotpDigest::Sha1, k256 = TotpDigest::Sha256, k512 = TotpDigest::Sha512;
    for (const Example& e : {Example{59, k1, 94287082},
                             {59, k256, 46119246},
                             {59, k512, 90693936},
                             {1111111109, k1, 7081804},
                             {1111111109, k256, 68084774},
                             {1111111109, k512, 25091201},
                             {1111111111, k1, 14050471},
                             {1111111111, k256, 67062674},
                             {1111111111, k512, 99943326},
                             {1234567890, k1, 89005924},
                             {1234567890, k256, 91819424},
                             {1234567890, k512, 93441116},
                             {2000000000, k1, 69279037},
                             {2000000000, k256, 90698825},
                             {2000000000, k512, 38618901},
                             {20000000000, k1, 65353130},
                             {20000000000, k256, 77737706},
                             {20000000000, k512, 47863826}}) {
        EXPECT_EQ(totp(secret(e.digest), e.time_s / 30, 8, e.digest), e.code) << e.time_s;
    }
}

TEST(Base32, GoesThereAndBack) {
    for (const auto& [plain, written] : {std::pair{"", ""},
                                         {"f", "MY"},
                                         {"fo", "MZXQ"},
                                         {"foo", "MZXW6"},
                                         {"foob", "MZXW6YQ"},
                                         {"fooba", "MZXW6YTB"},
                                         {"foobar", "MZXW6YTBOI"}}) {
        EXPECT_EQ(std::string_view(base32(bytes(plain))), written);
        const auto back = from_base32(written);
        ASSERT_TRUE(back) << written;
        EXPECT_EQ(std::vector<std::uint8_t>(back->begin(), back->end()), bytes(plain));
    }
    EXPECT_TRUE(from_base32("mzxw 6ytb-oi==\n"));
    for (const char* wrong : {"M", "MZ1", "MZXW6YTBO", "MY=MY", "MZ!", "MZ"}) EXPECT_FALSE(from_base32(wrong)) << wrong;
}

}  // namespace
}  // namespace vestibule::device
