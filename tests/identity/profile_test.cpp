// profile_test - the shipped profiles are good, and a bad one is told with every place and a suggestion.
#include "kiosk/identity/profile.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "kiosk/device/toml_reader.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::identity {
namespace {

class ProfileTest : public ::testing::Test {
protected:
    ProfileTest() {
        std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-profile-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        file_ = folder_ / "p.toml";
    }
    ~ProfileTest() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& text) const { std::ofstream(file_) << text; }
    /// The errors without the file's name.
    static std::string told(std::string text, const std::string& file) {
        for (std::size_t at = 0; (at = text.find(file + ":", at)) != std::string::npos;)
            text.erase(at, file.size() + 1);
        return text;
    }
    [[nodiscard]] std::string errors() const {
        const auto read = read_profile(file_);
        return read.ok() ? "" : told(read.error().context, file_.string());
    }
    std::filesystem::path folder_, file_;
};

const char* const kGood = R"(id = "x"
name = "X"
color = "#102030"
[oidc]
discovery_url = "https://x.example/d"
issuer = "https://x.example"
client_id = "kiosk"
scope = "openid"
algorithms = ["RS256"]
ial2_claim = "ial"
ial2_value = "IAL2"
[capture]
url = "https://relay.example/x"
hosts = ["relay.example"]
[tells]
consent_version = "1"
)";

TEST_F(ProfileTest, TheShippedOnesAreGood) {
    for (const char* id : {"clear", "idme"}) {
        const auto read = read_profile(std::string(VESTIBULE_SOURCE) + "/kiosk/identity/profiles/" + id + ".toml");
        ASSERT_TRUE(read.ok()) << read.error().sentence();
        EXPECT_EQ(read->id, id);
        EXPECT_FALSE(read->capture_hosts.empty());
    }
    const auto records = records::read_profile(std::string(VESTIBULE_SOURCE) + "/kiosk/records/profiles/records.toml");
    ASSERT_TRUE(records.ok()) << records.error().sentence();
    EXPECT_EQ(records->categories.size(), 8U);
}

TEST_F(ProfileTest, ASmallOneHasDefaults) {
    write(kGood);
    const auto read = read_profile(file_);
    ASSERT_TRUE(read.ok()) << read.error().sentence();
    EXPECT_EQ(read->color_rgb, 0x102030U);
    EXPECT_EQ(read->audience, "kiosk");
    EXPECT_TRUE(read->phone_handoff);
    EXPECT_EQ(read->first_minutes_high, 5);
}

TEST_F(ProfileTest, AllErrorsAreToldAtOnceInTheFilesOrder) {
    write(R"(id = "x"
nmae = "X"
color = "blue"
[oidc]
discovery_url = "http://x.example/d"
issuer = "https://x.example"
client_id = 7
scope = "openid"
algorithms = ["RS256", "HS256"]
ial2_claim = "ial"
ial2_value = "IAL2"
[capture]
url = "https://evil.example/x"
hosts = ["relay.example"]
[asks]
email_code = "yes"
[tells]
consent_version = "1"
returning_second = 90
first_minutes = [5, 3]
[extra]
)");
    EXPECT_EQ(errors(), R"(1:1: missing key 'name' in the file's top
2:1: unknown key 'nmae' in the file's top; did you mean 'name'?
3:9: 'color': expected a colour as "#RRGGBB"
5:17: 'discovery_url': expected an https:// address
7:13: 'client_id': expected a text
9:24: 'algorithms': expected one of 'RS256', 'ES256'
13:7: 'url': its host 'evil.example:443' is not among 'hosts'
16:14: 'email_code': expected true or false
19:1: unknown key 'returning_second' in [tells]; did you mean 'returning_seconds'?
20:17: 'first_minutes': expected two integers [low, high] from 1 to 60
21:2: unknown table 'extra' in the file's top)");
}

TEST_F(ProfileTest, WhatIsMissingIsTold) {
    write("id = \"x\"\nname = \"X\"\ncolor = \"#102030\"\n[tells]\n");
    EXPECT_EQ(errors(), R"(1:1: missing table [oidc]
1:1: missing table [capture]
4:1: missing key 'consent_version' in [tells])");
}

TEST_F(ProfileTest, NumbersHaveLimits) {
    write(std::string(kGood) + "returning_seconds = 0\n[asks]\npassword_minimum = 65\n");
    EXPECT_EQ(errors(),
              "17:21: 'returning_seconds': expected an integer from 1 to 3600\n"
              "19:20: 'password_minimum': expected an integer from 0 to 64");
}

TEST_F(ProfileTest, ABrokenFileIsToldWithItsPlace) {
    write("id = \"x\"\nname = \n");
    EXPECT_EQ(errors().substr(0, 2), "2:");
    EXPECT_EQ(read_profile(file_).error().code, ErrorCode::BadProfile);
    EXPECT_EQ(read_profile(folder_ / "none.toml").error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(read_profile(folder_).error().code, ErrorCode::FileUnreadable);
}

TEST_F(ProfileTest, ACaptureHostIsAHostAndNothingElse) {
    for (const char* host : {"relay.example/path", "a@relay.example", "*.example x", "https://relay.example", ""}) {
        std::string text = kGood;
        text.replace(text.find("[\"relay.example\"]"), 17, std::string("[\"") + host + "\"]");
        write(text);
        EXPECT_NE(errors(), "") << host;
    }
}

TEST(Nearest, ATypoIsFoundAndAnotherWordIsNot) {
    const std::vector<std::string> keys{"password", "passport", "address"};
    EXPECT_EQ(device::nearest("pasword", keys), "password");
    EXPECT_EQ(device::nearest("adress", keys), "address");
    EXPECT_EQ(device::nearest("zzz", keys), "");
    EXPECT_EQ(device::nearest("", {}), "");
}

TEST(TomlReader, ReadsArraysOfTablesAndNumbers) {
    device::TomlReader reader("ratio = 0.5\n[[cameras]]\nname = \"a\"\n[[cameras]]\nnam = \"b\"\n", "file.toml");
    auto top = reader.root();
    double ratio = 0;
    top.number("ratio", ratio, 0, 1);
    EXPECT_EQ(ratio, 0.5);
    for (auto& camera : top.tables("cameras")) {
        std::string name;
        camera.text("name", name, device::Need::Required);
    }
    const auto finished = reader.finish(ErrorCode::BadConfiguration);
    ASSERT_FALSE(finished.ok());
    EXPECT_EQ(finished.error().context,
              "file.toml:4:1: missing key 'name' in [cameras]\n"
              "file.toml:5:1: unknown key 'nam' in [cameras]; did you mean 'name'?");
}

}  // namespace
}  // namespace vestibule::identity
