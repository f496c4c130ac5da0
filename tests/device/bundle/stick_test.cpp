// stick_test - a bundle from a stick: taken whole, wiped from the stick, or refused with clear words and nothing
// changed; the power may go before every write.
#include "kiosk/device/bundle/stick.hpp"

#include <fcntl.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/os/visit_gate.hpp"
#include "tests/device/bundle/kit.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using testing::Facility;
using testing::good_bundle;
using ::testing::HasSubstr;
using testing::in_use;
using testing::lose_unsynced;
using testing::Place;

class StickTest : public ::testing::Test {
protected:
    StickTest() {
        fs::create_directories(place_ / "stick");
        fs::create_directories(place_ / "run");
    }
    [[nodiscard]] ApplyOptions options() const {
        return {.device = "k1", .now = {}, .first = FirstTrust{facility_.anchors(), "northside"}, .on_step = {}};
    }
    void put(const std::string& name, const std::string& bytes) const { place_.write("stick/" + name, bytes); }
    [[nodiscard]] Result<StickImport> apply() const { return apply_from_stick(place_ / "stick", state(), options()); }
    [[nodiscard]] fs::path state() const { return place_ / "state"; }
    void expect_refused(ErrorCode code, const std::string& words) const {
        const std::string before = in_use(state());
        std::map<std::string, std::string> stick;
        for (const auto& entry : fs::directory_iterator(place_ / "stick")) {
            stick[entry.path()] = place_.read("stick/" + entry.path().filename().string());
        }
        const auto applied = apply();
        ASSERT_FALSE(applied.ok());
        EXPECT_EQ(applied.error().code, code) << applied.error().sentence();
        EXPECT_THAT(applied.error().context, HasSubstr(words));
        EXPECT_EQ(in_use(state()), before);
        for (const auto& [file, bytes] : stick) EXPECT_TRUE(fs::exists(fs::symlink_status(file))) << file;
    }

    const Facility facility_;
    const Place place_;
};

TEST_F(StickTest, TheOneBundleIsTakenAndNothingOfItStaysOnTheStick) {
    put("northside.bundle", good_bundle(facility_, 7));
    put("._northside.bundle", "left by another system");
    put("holiday.jpg", "a picture");
    const int opened = open((place_ / "stick/northside.bundle").c_str(), O_RDONLY);
    const auto applied = apply();
    ASSERT_TRUE(applied.ok()) << applied.error().sentence();
    EXPECT_EQ(applied->serial, 7);
    EXPECT_FALSE(applied->was_in_use);
    EXPECT_EQ(in_use(state()), "7 Northside");
    EXPECT_FALSE(fs::exists(place_ / "stick/northside.bundle"));
    EXPECT_TRUE(fs::exists(place_ / "stick/holiday.jpg"));
    // What the file's blocks hold now, seen through who still has it open.
    std::string left(64 * 1024, 'x');
    const ssize_t count = read(opened, left.data(), left.size());
    close(opened);
    ASSERT_GT(count, 0);
    EXPECT_EQ(left.substr(0, static_cast<std::size_t>(count)).find_first_not_of('\0'), std::string::npos);
}

TEST_F(StickTest, EveryRefusalHasItsWordsAndChangesNothing) {
    expect_refused(ErrorCode::FileUnreadable, "no file that ends with .bundle");
    put("a.bundle", good_bundle(facility_, 7));
    put("b.bundle", good_bundle(facility_, 8));
    expect_refused(ErrorCode::FileUnreadable, "2 bundles where one is expected: a.bundle, b.bundle");
    fs::remove(place_ / "stick/b.bundle");
    ASSERT_TRUE(apply().ok());
    const Facility stranger;
    Manifest elsewhere = testing::a_manifest(9);
    elsewhere.site = "southside";
    const Files files = testing::good_files("Other", facility_.anchors());
    Files wrong = files;
    wrong["vestibule.toml"] = "[facility]\nnaem = 3\n";
    const std::vector<std::tuple<std::string, ErrorCode, std::string>> bad{
        {good_bundle(stranger, 9), ErrorCode::BundleNotSigned, "a.bundle"},
        {facility_.sign(make_bundle(elsewhere, files).value()), ErrorCode::BundleWrongSite, "southside"},
        {good_bundle(facility_, 7, "Another"), ErrorCode::BundleNotNewer, "a.bundle"},
        {good_bundle(facility_, 6), ErrorCode::BundleNotNewer, "a.bundle"},
        {std::string(kBundleMaxBytes + 1, 'x'), ErrorCode::BundleTooLarge, "at most"},
        {"rubbish", ErrorCode::BundleUnreadable, "a.bundle"},
        {facility_.sign("no tar"), ErrorCode::BundleContent, "a.bundle"},
    };
    for (const auto& [bytes, code, words] : bad) {
        put("a.bundle", bytes);
        expect_refused(code, words);
    }
    EXPECT_FALSE(make_bundle(testing::a_manifest(9), wrong).ok()) << "the desk refuses it before a kiosk has to";
    fs::remove(place_ / "stick/a.bundle");
    place_.write("secret.bundle", good_bundle(facility_, 9));
    fs::create_symlink(place_ / "secret.bundle", place_ / "stick/a.bundle");
    expect_refused(ErrorCode::FileUnreadable, "no file that ends with .bundle");
}

TEST_F(StickTest, IsLookedAtWithoutASiteOrWithStaffBeforeTheKiosk) {
    EXPECT_TRUE(takes_sticks(state(), place_ / "run"));
    put("a.bundle", good_bundle(facility_, 7));
    ASSERT_TRUE(apply().ok());
    EXPECT_FALSE(takes_sticks(state(), place_ / "run"));
    fs::create_directories(place_ / "run");
    {
        const auto staff = StaffHere::come_in(place_ / "run");
        ASSERT_TRUE(staff);
        EXPECT_TRUE(takes_sticks(state(), place_ / "run"));
    }
    EXPECT_FALSE(takes_sticks(state(), place_ / "run"));  // the file alone is nobody: its process may have died
}

TEST_F(StickTest, APowerCutBeforeAnyWriteEndsWellWithTheNextTry) {
    const Facility next;
    Files files = testing::good_files("Next", facility_.anchors());
    files["signer.pem"] = next.anchors();  // and from then on believes somebody else
    const std::string newer = facility_.sign(make_bundle(testing::a_manifest(8), files).value());
    int steps = 0, cleaned_later = 0;
    for (bool died = true; died; ++steps) {
        const Place place;
        fs::create_directories(place / "stick");
        ASSERT_TRUE(apply_bundle(good_bundle(facility_, 7), place / "state", options()).ok());
        place.write("stick/a.bundle", newer);
        const std::string log = place / "steps";
        const pid_t child = fork();
        if (child == 0) {
            int left = steps;
            ApplyOptions cut = options();
            cut.on_step = [&](std::string_view what, const fs::path& where) {
                if (left-- == 0) _exit(1);
                std::ofstream(log, std::ios::app) << what << ' ' << where.string() << std::endl;
            };
            _exit(apply_from_stick(place / "stick", place / "state", cut).ok() ? 0 : 2);
        }
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2) << "at step " << steps;
        died = WEXITSTATUS(status) == 1;
        lose_unsynced(place.read("steps"));
        const std::string now = in_use(place / "state");
        ASSERT_TRUE(now == "7 Northside" || now == "8 Next") << now << " at step " << steps;
        const bool on_stick = fs::exists(place / "stick/a.bundle");
        EXPECT_TRUE(on_stick || now == "8 Next") << "gone from the stick and not here: step " << steps;
        if (!on_stick) continue;
        const auto again = apply_from_stick(place / "stick", place / "state", options());
        ASSERT_TRUE(again.ok()) << again.error().sentence() << " at step " << steps;
        if (again->was_in_use) ++cleaned_later;
        EXPECT_EQ(in_use(place / "state"), "8 Next");
        EXPECT_FALSE(fs::exists(place / "stick/a.bundle"));
    }
    EXPECT_GT(steps, 20);
    EXPECT_GE(cleaned_later, 1);
    RecordProperty("steps", steps);
}

}  // namespace
}  // namespace vestibule::device
