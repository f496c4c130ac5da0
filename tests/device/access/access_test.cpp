// access_test - a door that opens once a code, for one's own number only, and that brute force finds shut.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "kiosk/device/access/access.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using journal::AccessRefusal;
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;

class Access : public testing::Test {
protected:
    Access() {
        std::string pattern = (fs::temp_directory_path() / "access-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    ~Access() override { fs::remove_all(folder_); }
    /// Each time with a store that was closed in between, as by a restart.
    Judgement enter(int person, const std::string& code, const std::vector<int>& revoked = {}) {
        auto store = journal::Store::open(folder_, clock_);
        EXPECT_TRUE(store.ok());
        Judgement judged;
        EXPECT_TRUE(store->transaction([&] { return judge(*store, site_, person, code, revoked, judged); }).ok());
        return judged;
    }
    std::string code(int person, StaffRole role = StaffRole::Technician, std::chrono::seconds later = 0s) {
        return std::string(code_for(site_, {role, person}, clock_.wall() + later));
    }
    std::string wrong(int person) {
        std::string digits = code(person);
        for (const auto role : {StaffRole::Technician, StaffRole::FacilityIt}) {
            for (const auto later : {-30s, 0s, 30s}) {
                while (digits == code(person, role, later))
                    digits[0] = static_cast<char>('0' + (digits[0] - '0' + 1) % 10);
            }
        }
        digits[5] = static_cast<char>('0' + (digits[5] - '0' + 1) % 10);
        return digits;
    }
    void later(std::chrono::seconds by) { clock_.set_wall(clock_.wall() + by); }
    std::vector<std::string> entries() {
        std::vector<std::string> lines;
        auto store = journal::Store::open(folder_, clock_);
        EXPECT_TRUE(store->each([&](const journal::Entry& one) { lines.push_back(journal::in_words(one)); }).ok());
        return lines;
    }

    fs::path folder_;
    drivers::SimulatedClock clock_;
    SiteSecret site_{privacy::WipedBytes(32, 7)};
};

TEST_F(Access, OpensForOnesOwnCodeAndSaysAsWhat) {
    EXPECT_EQ(enter(17, code(17)).role, StaffRole::Technician);
    EXPECT_EQ(enter(17, code(17, StaffRole::FacilityIt)).role, StaffRole::FacilityIt);
    EXPECT_THAT(entries(), Contains(AllOf(HasSubstr("access_granted"), HasSubstr("person=17"))));
}

TEST_F(Access, StaysShutForAnotherPersonsCode) {
    const Judgement judged = enter(18, code(17));
    EXPECT_FALSE(judged.role);
    EXPECT_EQ(judged.refusal, AccessRefusal::WrongCode);
    EXPECT_THAT(entries(),
                Contains(AllOf(HasSubstr("access_refused"), HasSubstr("wrong_code"), HasSubstr("person=18"))));
}

TEST_F(Access, TakesACodeOnceEvenAfterARestart) {
    const std::string once = code(17);
    EXPECT_TRUE(enter(17, once).role);
    const Judgement again = enter(17, once);
    EXPECT_FALSE(again.role);
    EXPECT_EQ(again.refusal, AccessRefusal::UsedCode);
}

TEST_F(Access, ForgivesAClockThatDiffersByOneStepAndNoMore) {
    EXPECT_TRUE(enter(17, code(17, StaffRole::Technician, -30s)).role);
    EXPECT_TRUE(enter(17, code(17, StaffRole::Technician, 30s)).role);
    EXPECT_FALSE(enter(17, code(17, StaffRole::Technician, -60s)).role);
    EXPECT_FALSE(enter(17, code(17, StaffRole::Technician, 60s)).role);
}

TEST_F(Access, LocksAfterFiveWrongCodesAndLongerEachTime) {
    for (int i = 0; i < kFreeTries; ++i) EXPECT_EQ(enter(17, wrong(17)).refusal, AccessRefusal::WrongCode);
    Judgement shut = enter(17, code(17));
    EXPECT_FALSE(shut.role) << "a right code opened a locked door";
    EXPECT_EQ(shut.refusal, AccessRefusal::Locked);
    EXPECT_EQ(shut.wait, kFirstLock);
    later(kFirstLock);
    EXPECT_EQ(enter(18, wrong(18)).wait, 2 * kFirstLock) << "another number must not begin anew";
    later(2 * kFirstLock);
    EXPECT_TRUE(enter(17, code(17)).role);
    EXPECT_EQ(enter(17, wrong(17)).wait, 0s);
}

TEST_F(Access, IsNotOpenedByAClockThatIsSetBack) {
    for (int i = 0; i < kFreeTries; ++i) (void)enter(17, wrong(17));
    later(-10min);
    EXPECT_EQ(enter(17, code(17)).refusal, AccessRefusal::Locked);
    later(kFirstLock);
    EXPECT_TRUE(enter(17, code(17)).role) << "and it does not stay shut for ever";
}

TEST_F(Access, DoesNotCountAsManyTriesAsABruteForceNeeds) {
    int tried = 0;
    for (std::chrono::seconds day = 0s; day < 24h; day += 5min, later(5min)) {
        if (enter(17, wrong(17)).refusal != AccessRefusal::Locked) ++tried;
    }
    EXPECT_LE(tried, 36);
}

TEST_F(Access, RefusesWhoIsRevoked) {
    const Judgement judged = enter(17, code(17), {17});
    EXPECT_FALSE(judged.role);
    EXPECT_EQ(judged.refusal, AccessRefusal::Revoked);
}

TEST_F(Access, WritesASecretThatOnlyItsOwnerReads) {
    const auto made = make_site_secret();
    ASSERT_TRUE(made.ok());
    const fs::path file = folder_ / "access.secret";
    ASSERT_TRUE(write_site_secret(*made, file).ok());
    struct stat status {};
    ASSERT_EQ(stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    const auto read = read_site_secret(file);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->bytes, made->bytes);
    EXPECT_FALSE(write_site_secret(*made, file).ok()) << "a secret that is there must stay";
    std::ofstream(folder_ / "short") << "MZXW6YTBOI\n";
    EXPECT_EQ(read_site_secret(folder_ / "short").error().code, ErrorCode::KeyUnusable);
    EXPECT_EQ(read_site_secret(folder_ / "none").error().code, ErrorCode::FileUnreadable);
}

TEST_F(Access, GivesAUriThatAuthenticatorAppsRead) {
    const std::string uri(otpauth(site_, {StaffRole::Technician, 17}, "North & Side"));
    EXPECT_THAT(uri, testing::StartsWith("otpauth://totp/Vestibule%20North%20%26%20Side:technician%2017?issuer="));
    EXPECT_THAT(uri,
                testing::EndsWith("&secret=" + std::string(base32(person_secret(site_, {StaffRole::Technician, 17})))));
}

}  // namespace
}  // namespace vestibule::device
