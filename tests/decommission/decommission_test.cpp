// decommission_test - a kiosk with everything a kiosk has forgets it: byte by byte, after a power cut before any step,
// and with a certificate that holds without it.
#include "kiosk/decommission/decommission.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/decommission/erase.hpp"
#include "kiosk/device/access/access.hpp"
#include "kiosk/device/journal/export.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/diagnostics/signed_json.hpp"
#include "tests/device/place.hpp"

namespace vestibule::decommission {
namespace {

namespace fs = std::filesystem;
using device::testing::Place;
using ::testing::HasSubstr;

/// What must be nowhere afterwards; each stands in a file of its own.
const std::map<std::string, std::string> kSecrets{{"device.key", "-----BEGIN PRIVATE KEY-----device-private-half-0f3c"},
                                                  {"device.crt", "-----BEGIN CERTIFICATE-----of-northside-kiosk"},
                                                  {"enrolment.toml", "url = \"https://enrol.northside.example\""},
                                                  {"enrolment-ca.pem", "-----BEGIN CERTIFICATE-----facility-ca"},
                                                  {"network.toml", "key = \"wifi-passphrase-of-the-clinic\""},
                                                  {"access.secret", "staff-secret-a1b2c3"},
                                                  {"local.toml", "name = \"Kiosk seven by the window\"\n"},
                                                  {"setup-done", ""},
                                                  {"diagnostics.json", "[\"a result of mine\"]"},
                                                  {"site/bundles/7/vestibule.toml", "desk = \"the desk of Northside\""},
                                                  {"reports/support.json", "a support bundle of mine"}};

class Decommission : public ::testing::Test {
protected:
    void fill(const Place& place) const {
        const fs::path state = place / "state";
        for (const auto& [name, text] : kSecrets) {
            fs::create_directories((state / name).parent_path());
            std::ofstream(state / name) << text;
        }
        fs::create_directory_symlink("bundles/7", state / "site/current");
        fs::create_symlink("/etc/passwd", state / "a-link-that-leads-out");
        auto store = journal::Store::open(state, clock_);
        ASSERT_TRUE(store.ok());
        ASSERT_TRUE(store->transaction([&] { return store->append(journal::Say::started()); }).ok());
        store_ = store->id();
        const auto key = diagnostics::kiosk_key_or_new(state);
        ASSERT_TRUE(key.ok());
        public_ = key->public_key();
        std::ifstream pem(state / "journal.key");
        private_ = std::string(std::istreambuf_iterator<char>(pem), {}).substr(30, 40);  // of its base64
    }
    [[nodiscard]] Order order(const Place& place) const {
        Order order{.person = 5, .device = "kiosk-7f3a", .language = "es", .config = {}};
        order.config.facility_name = "Northside";
        order.config.printer = "/dev/vestibule/printer-1";
        order.config.access_secret = place / "elsewhere.secret";
        order.config.client_key = place / "state/device.key";
        order.config.client_certificate = "";
        return order;
    }
    /// Of everything below the folder.
    static std::string all_bytes(const fs::path& folder) {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file() || entry.is_symlink()) continue;
            std::ifstream stream(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(stream), {});
            all += entry.path().filename().string() + "\n";
        }
        return all;
    }
    void expect_forgotten(const Place& place) const {
        const std::string all = all_bytes(place.path());
        for (const auto& [name, text] : kSecrets) {
            if (!text.empty()) {
                EXPECT_EQ(all.find(text), std::string::npos) << name;
            }
            EXPECT_FALSE(fs::exists(fs::symlink_status(place / ("state/" + name)))) << name;
        }
        EXPECT_EQ(all.find("elsewhere-secret"), std::string::npos);
        EXPECT_EQ(all.find(private_), std::string::npos) << "the key that has signed";
        EXPECT_FALSE(fs::exists(place / "state/journal.key"));
        EXPECT_TRUE(fs::exists("/etc/passwd"));
    }
    const drivers::SystemClock clock_;
    mutable std::string private_, store_;
    mutable journal::PublicKey public_{};
};

TEST_F(Decommission, LeavesNothingButACertificateThatHolds) {
    const Place place;
    fill(place);
    place.write("elsewhere.secret", "elsewhere-secret");
    const fs::path state = place / "state";
    ASSERT_TRUE(begin(state, order(place), clock_).ok());
    EXPECT_TRUE(is_under_way(state));
    EXPECT_EQ(read_remains(state).language, "es");
    EXPECT_TRUE(fs::exists(state / "device.key")) << "the note alone erases nothing";
    const auto made = go_on(state, clock_);
    ASSERT_TRUE(made.ok()) << made.error().sentence();
    expect_forgotten(place);
    const auto holds = diagnostics::verified(made->document, public_);
    ASSERT_TRUE(holds.ok()) << holds.error().sentence();
    EXPECT_EQ(holds->value("device", ""), "kiosk-7f3a");
    EXPECT_EQ(holds->value("person", 0), 5);
    EXPECT_EQ(holds->at("journal").value("store", ""), store_);
    EXPECT_EQ(holds->at("journal").value("exported", -1), 0) << "nobody has taken it";
    EXPECT_EQ(holds->at("erased").value("keys and certificates", 0), 2);
    EXPECT_TRUE(holds->at("left").empty());
    EXPECT_THAT(made->code, ::testing::StartsWith("VESTIBULE-GONE 1 "));
    EXPECT_THAT(made->page, HasSubstr("kiosk-7f3a"));
    const auto again = go_on(state, clock_);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->document, made->document) << "the same one as long as nobody has taken it";
    ASSERT_TRUE(finish(state, clock_).ok());
    EXPECT_FALSE(is_under_way(state));
    auto store = journal::Store::open(state, clock_);
    ASSERT_TRUE(store.ok());
    EXPECT_NE(store->id(), store_);
    std::vector<std::string> words;
    ASSERT_TRUE(store->each([&](const journal::Entry& one) { words.push_back(journal::in_words(one)); }).ok());
    EXPECT_THAT(words.back(), HasSubstr("decommission_ended"));
    EXPECT_THAT(words.back(), HasSubstr("person=5"));
    expect_forgotten(place);
}

TEST_F(Decommission, AfterAPowerCutBeforeAnyStepItGoesOnToTheSameEnd) {
    int steps = 0, cut_late = 0;
    for (bool died = true; died; ++steps) {
        const Place place;
        fill(place);
        const fs::path state = place / "state";
        ASSERT_TRUE(begin(state, order(place), clock_).ok());
        const pid_t child = fork();
        if (child == 0) {
            int left = steps;
            (void)go_on(state, clock_, [&left](const std::string&) {
                if (left-- == 0) _exit(1);
            });
            _exit(0);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        died = WEXITSTATUS(status) == 1;
        ASSERT_TRUE(is_under_way(state));
        cut_late += died && !fs::exists(state / "journal.key") ? 1 : 0;
        const auto made = go_on(state, clock_);
        ASSERT_TRUE(made.ok()) << "cut before step " << steps << ": " << made.error().sentence();
        EXPECT_TRUE(diagnostics::verified(made->document, public_).ok()) << steps;
        EXPECT_GE(made->document.at("erased").value("keys and certificates", 0), 2) << "as it was when it began";
        expect_forgotten(place);
        ASSERT_TRUE(finish(state, clock_).ok());
        ASSERT_FALSE(is_under_way(state));
    }
    EXPECT_GT(steps, 15);
    EXPECT_EQ(cut_late, 1) << "between the key and the end";
}

TEST_F(Decommission, SaysHowFarTheJournalWasTaken) {
    const Place place;
    fill(place);
    const fs::path state = place / "state";
    {
        const auto key = diagnostics::kiosk_key(state);
        auto store = journal::Store::open(state, clock_);
        ASSERT_TRUE(store.ok() && key.ok());
        ASSERT_TRUE(journal::make_export(*store, *key).ok());
        ASSERT_TRUE(journal::note_export(*store).ok());
    }
    ASSERT_TRUE(begin(state, order(place), clock_).ok());
    const auto made = go_on(state, clock_);
    ASSERT_TRUE(made.ok());
    EXPECT_GT(made->document.at("journal").value("exported", 0), 0);
    for (const std::string& line : certificate_lines(made->document)) EXPECT_LE(line.size(), 42U);
}

TEST_F(Decommission, NamesWhatItCouldNotErase) {
    const Place place;
    fill(place);
    Order wanted = order(place);
    wanted.config.access_secret = "/proc/version";  // nobody can write over that
    ASSERT_TRUE(begin(place / "state", wanted, clock_).ok());
    const auto made = go_on(place / "state", clock_);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made->document.at("left"), nlohmann::json::array({"/proc/version"}));
}

TEST_F(Decommission, ACertificateThatWasChangedDoesNotHold) {
    const Place place;
    fill(place);
    ASSERT_TRUE(begin(place / "state", order(place), clock_).ok());
    const auto made = go_on(place / "state", clock_);
    ASSERT_TRUE(made.ok());
    auto changed = made->document;
    changed["person"] = 6;
    EXPECT_FALSE(diagnostics::verified(changed, public_).ok());
    EXPECT_FALSE(certificate_from({{"certificate", changed}, {"code", made->code}}).ok());
}

}  // namespace
}  // namespace vestibule::decommission
