// tpm_test - the kiosk's key in a real TPM 2.0 (swtpm): enrolled with it, shown in TLS, renewed, taken over, revoked;
// and what is kept of it is of no use to another TPM.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/bundle/pem.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "tests/device/place.hpp"
#include "tests/sandbox/est.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Place;
using testing::Process;
using ::testing::StartsWith;

constexpr const char* kEmulator = "/usr/bin/swtpm";
constexpr const char* kBegin = "-----BEGIN TSS2 PRIVATE KEY-----";
constexpr long kDay = 86400;

/// A TPM of its own, behind sockets in a folder.
class Tpm {
public:
    Tpm()
        : process_({kEmulator, "socket", "--tpm2", "--tpmstate", "dir=" + place_.path().string(), "--server",
                    "type=unixio,path=" + (place_ / "s").string(), "--ctrl",
                    "type=unixio,path=" + (place_ / "s.ctrl").string(), "--flags", "not-need-init,startup-clear"}) {
        EXPECT_TRUE(
            testing::becomes_true([this] { return fs::exists(place_ / "s.ctrl") && fs::exists(place_ / "s"); }));
    }
    [[nodiscard]] std::string words() const { return "swtpm:path=" + (place_ / "s").string(); }

private:
    const Place place_;
    const Process process_;
};

class TpmTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!fs::exists(kEmulator)) return;
        tpm_ = new Tpm;  // for the whole process, as a machine has its own
        setenv("TPM2OPENSSL_TCTI", tpm_->words().c_str(), 1);
    }
    static void TearDownTestSuite() { delete std::exchange(tpm_, nullptr); }
    void SetUp() override {
        if (tpm_ == nullptr) GTEST_SKIP() << "swtpm is not installed";
    }
    [[nodiscard]] KeyPlaces places() const {
        return {.state = place_ / "state", .memory = place_ / "memory", .hand = place_ / "hand.sock"};
    }
    static inline Tpm* tpm_ = nullptr;
    const Place place_;
};

class TpmEnrolment : public TpmTest {
protected:
    TpmEnrolment() {
        clock_.set_wall(drivers::SystemClock().wall());
        server_.add_claim("one-time-code");
    }
    [[nodiscard]] Enrolment enrolment() const { return {places(), "k1", clock_}; }
    [[nodiscard]] Claim claim() const {
        Claim claim;
        claim.url = server_.url();
        claim.code = "one-time-code";
        claim.pin = pin_of_pem(server_.authority_pem()).value();
        claim.site = "northside";
        return claim;
    }
    void expect(const Outcome& outcome, EnrolmentStanding standing, const std::string& detail = {}) const {
        EXPECT_EQ(name_of(outcome.standing), name_of(standing)) << outcome.detail;
        EXPECT_THAT(outcome.detail, HasSubstr(detail));
    }
    [[nodiscard]] std::string pair() const { return place_.read("state/device.pem"); }
    Outcome pulled() {
        return enrolment().pull([] { return VisitGate::close_for_patients("/nowhere"); }).outcome;
    }
    sandbox::EstServer server_;
    drivers::SimulatedClock clock_;
};

TEST_F(TpmTest, TheTpmSignsAndGivesNothingAway) {
    for (const char* curve : {"P-256", "P-384"}) {
        const auto pem = make_tpm_key(curve);
        ASSERT_TRUE(pem.ok()) << pem.error().context;
        EXPECT_THAT(*pem, StartsWith(kBegin));
        const KeyPtr key = private_key_of(*pem + "-----BEGIN CERTIFICATE-----\n");
        ASSERT_TRUE(key) << curve;
        // Whoever has the object in hand asks it for the number behind it: there is none.
        EXPECT_LE(i2d_PrivateKey(key.get(), nullptr), 0) << curve;
        const EVP_MD* digest = std::string(curve) == "P-256" ? EVP_sha256() : EVP_sha384();
        const Held<EVP_MD_CTX, EVP_MD_CTX_free> signing(EVP_MD_CTX_new()), judging(EVP_MD_CTX_new());
        std::array<unsigned char, 256> signature{};
        std::size_t size = signature.size();
        const unsigned char text[] = "what is signed";
        ASSERT_EQ(EVP_DigestSignInit(signing.get(), nullptr, digest, nullptr, key.get()), 1);
        ASSERT_EQ(EVP_DigestSign(signing.get(), signature.data(), &size, text, sizeof text), 1);
        unsigned char* der = nullptr;
        const int length = i2d_PUBKEY(key.get(), &der);
        const unsigned char* at = der;
        const KeyPtr other_side(d2i_PUBKEY(nullptr, &at, length));
        OPENSSL_free(der);
        ASSERT_EQ(EVP_DigestVerifyInit(judging.get(), nullptr, digest, nullptr, other_side.get()), 1);
        EXPECT_EQ(EVP_DigestVerify(judging.get(), signature.data(), size, text, sizeof text), 1) << curve;
    }
}

TEST_F(TpmTest, RubbishIsNoKey) {
    const std::string good = make_tpm_key("P-256").value();
    std::string cut = good;
    cut.erase(cut.size() / 2, 40);
    EXPECT_FALSE(private_key_of(cut));
    EXPECT_FALSE(private_key_of(std::string(kBegin) + "\nAAAA\n-----END TSS2 PRIVATE KEY-----\n"));
    EXPECT_FALSE(private_key_of(std::string(kBegin) + "\nAAAA\n"));
    EXPECT_TRUE(private_key_of(good)) << "nothing of that is remembered";
    EXPECT_FALSE(make_tpm_key("P-17").ok());
}

TEST_F(TpmTest, AnotherTpmCannotUseIt) {
    const std::string here = make_tpm_key("P-256").value();
    const Tpm other;
    // A process of its own, with the other TPM: OpenSSL's own program.
    const auto signs = [&](const std::string& with) {
        place_.write("key.pem", here);
        Process program({"/bin/sh", "-c",
                         "TPM2OPENSSL_TCTI=" + with +
                             " openssl pkeyutl -provider tpm2 -provider default -sign -rawin " +
                             "-digest sha256 -in /etc/hostname -inkey " + (place_ / "key.pem").string() +
                             " -out /dev/null 2>/dev/null"});
        return program.wait() == 0;
    };
    EXPECT_FALSE(signs(other.words()));
    EXPECT_TRUE(signs(tpm_->words())) << "and its own can";
}

TEST_F(TpmEnrolment, EnrolsShowsItInTlsRenewsAndIsRevoked) {
    server_.issue_for_seconds(90 * kDay);
    expect(enrolment().enrol(claim()), EnrolmentStanding::Enrolled);
    EXPECT_EQ(enrolment().key_keeper(), KeyKeeper::Tpm);
    const std::string first = pair();
    EXPECT_THAT(first, StartsWith(kBegin));
    EXPECT_THAT(first, Not(HasSubstr("BEGIN PRIVATE KEY")));
    expect(pulled(), EnrolmentStanding::Trouble, "answered 404");  // TLS with the certificate has worked
    clock_.advance(std::chrono::days(61));
    server_.issue_for_seconds(180 * kDay);
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_EQ(server_.renewed(), 1);
    EXPECT_THAT(pair(), StartsWith(kBegin));
    EXPECT_NE(pair().substr(0, pair().find("BEGIN CERT")), first.substr(0, first.find("BEGIN CERT"))) << "a new key";
    expect(pulled(), EnrolmentStanding::Trouble, "answered 404");
    server_.revoke_all();
    expect(pulled(), EnrolmentStanding::Revoked, "is revoked");
    ASSERT_TRUE(DeviceKey(places()).destroy().ok());
    EXPECT_FALSE(fs::exists(place_ / "state/device.pem"));
}

TEST_F(TpmEnrolment, AKeyInAFileComesIntoTheTpmWithTheNextCertificate) {
    // A kiosk that was enrolled before it could use its TPM.
    const std::string words = tpm_->words();
    setenv("TPM2OPENSSL_TCTI", "", 1);
    expect(enrolment().enrol(claim()), EnrolmentStanding::Enrolled);
    EXPECT_EQ(enrolment().key_keeper(), KeyKeeper::File);
    setenv("TPM2OPENSSL_TCTI", words.c_str(), 1);
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_EQ(enrolment().key_keeper(), KeyKeeper::File) << "not before its time";
    clock_.advance(std::chrono::days(61));
    server_.issue_for_seconds(180 * kDay);
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_EQ(enrolment().key_keeper(), KeyKeeper::Tpm);
    std::string all;
    for (const auto& entry : fs::directory_iterator(place_ / "state")) {
        if (entry.is_regular_file()) all += place_.read("state/" + entry.path().filename().string());
    }
    EXPECT_THAT(all, Not(HasSubstr("BEGIN PRIVATE KEY"))) << "the old one is gone";
}

}  // namespace
}  // namespace vestibule::device
