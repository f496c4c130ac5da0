// site_test - applying a bundle: refusals change nothing, and a power cut at any step leaves the old or the new one.
#include "kiosk/device/bundle/site.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/config.hpp"
#include "tests/automation/small_disk.hpp"
#include "tests/device/bundle/kit.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using testing::a_manifest;
using testing::Facility;
using testing::good_bundle;
using testing::good_files;
using ::testing::HasSubstr;
using testing::in_use;
using testing::lose_unsynced;
using testing::Place;

class SiteTest : public ::testing::Test {
protected:
    [[nodiscard]] ApplyOptions options() const {
        return {.device = "k1", .now = {}, .first = FirstTrust{facility_.anchors(), "northside"}, .on_step = {}};
    }
    void must_apply(const std::string& bytes) const {
        const auto applied = apply_bundle(bytes, place_.path(), options());
        ASSERT_TRUE(applied.ok()) << applied.error().sentence();
    }
    const Facility facility_;
    const Place place_;
};

TEST_F(SiteTest, TheFirstAndThenANewerOne) {
    EXPECT_EQ(in_use(place_.path()), "none");
    must_apply(good_bundle(facility_, 7));
    EXPECT_EQ(in_use(place_.path()), "7 Northside");
    must_apply(good_bundle(facility_, 9, "Northside II"));
    EXPECT_EQ(in_use(place_.path()), "9 Northside II");
    const auto config = read_config(current_site(place_.path()).value()->config);
    EXPECT_EQ(config->profiles, place_ / "site/current/profiles");
    std::vector<std::string> left;
    for (const auto& entry : fs::directory_iterator(place_ / "site")) left.push_back(entry.path().filename());
    EXPECT_THAT(left, ::testing::UnorderedElementsAre("lock", "current", "bundle-9"));
    EXPECT_EQ(fs::status(place_ / "site/bundle-9").permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(place_ / "site/bundle-9/vestibule.toml").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SiteTest, WithoutSomebodyToBelieveThereIsNoFirstOne) {
    ApplyOptions nobody = options();
    nobody.first.reset();
    const auto applied = apply_bundle(good_bundle(facility_, 7), place_.path(), nobody);
    ASSERT_FALSE(applied.ok());
    EXPECT_EQ(applied.error().code, ErrorCode::KeyUnusable);
}

TEST_F(SiteTest, OnceThereIsASiteNobodyElseCanBeNamed) {
    must_apply(good_bundle(facility_, 7));
    const Facility stranger;
    ApplyOptions other = options();
    other.first = FirstTrust{stranger.anchors(), "southside"};
    const auto applied = apply_bundle(good_bundle(stranger, 8), place_.path(), other);
    ASSERT_FALSE(applied.ok());
    EXPECT_EQ(applied.error().code, ErrorCode::BundleNotSigned);
    EXPECT_EQ(in_use(place_.path()), "7 Northside");
}

TEST_F(SiteTest, EveryRefusalLeavesAllAsItWas) {
    must_apply(good_bundle(facility_, 7));
    Manifest manifest = a_manifest(8);
    manifest.site = "southside";
    const Files files = good_files("Other", facility_.anchors());
    const std::string elsewhere = facility_.sign(make_bundle(manifest, files).value());
    manifest = a_manifest(8);
    manifest.devices = {"k2"};
    const std::string others = facility_.sign(make_bundle(manifest, files).value());
    const std::vector<std::pair<std::string, ErrorCode>> bad{
        {elsewhere, ErrorCode::BundleWrongSite},
        {others, ErrorCode::BundleWrongDevice},
        {good_bundle(facility_, 7, "Again"), ErrorCode::BundleNotNewer},
        {good_bundle(facility_, 6, "Older"), ErrorCode::BundleNotNewer},
        {"rubbish", ErrorCode::BundleUnreadable},
        {std::string(kBundleMaxBytes + 1, 'x'), ErrorCode::BundleTooLarge},
        {facility_.sign("no tar"), ErrorCode::BundleContent},
    };
    for (const auto& [bytes, code] : bad) {
        const auto applied = apply_bundle(bytes, place_.path(), options());
        ASSERT_FALSE(applied.ok());
        EXPECT_EQ(applied.error().code, code) << applied.error().sentence();
        EXPECT_EQ(in_use(place_.path()), "7 Northside");
        EXPECT_FALSE(fs::exists(place_ / "site/bundle-8"));
    }
}

TEST_F(SiteTest, TheFacilityCanChangeItsKey) {
    must_apply(good_bundle(facility_, 7));
    const Facility next;
    Files files = good_files("Rolled", facility_.anchors());
    files["signer.pem"] = next.anchors();
    must_apply(facility_.sign(make_bundle(a_manifest(8), files).value()));
    const auto old = apply_bundle(good_bundle(facility_, 9), place_.path(), options());
    ASSERT_FALSE(old.ok());
    EXPECT_EQ(old.error().code, ErrorCode::BundleNotSigned);
    must_apply(good_bundle(next, 9, "New key"));
    EXPECT_EQ(in_use(place_.path()), "9 New key");
}

TEST_F(SiteTest, APowerCutAtAnyStepLeavesTheOldOrTheNewOne) {
    const std::string next = good_bundle(facility_, 8, "Next");
    int steps = 0, old_ones = 0, new_ones = 0;
    for (bool died = true; died; ++steps) {
        const Place place;
        ASSERT_TRUE(apply_bundle(good_bundle(facility_, 7), place.path(), options()).ok());
        const std::string log = place / "steps";
        const pid_t child = fork();
        if (child == 0) {
            int left = steps;
            ApplyOptions cut = options();
            cut.on_step = [&](std::string_view what, const fs::path& where) {
                if (left-- == 0) _exit(1);
                std::ofstream(log, std::ios::app) << what << ' ' << where.string() << std::endl;
            };
            _exit(apply_bundle(next, place.path(), cut).ok() ? 0 : 2);
        }
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2) << "at step " << steps;
        died = WEXITSTATUS(status) == 1;
        lose_unsynced(place.read("steps"));
        const std::string now = in_use(place.path());
        ASSERT_TRUE(now == "7 Northside" || now == "8 Next") << now << " at step " << steps;
        ++(now == "8 Next" ? new_ones : old_ones);
        EXPECT_TRUE(died || now == "8 Next") << "said to be applied";
        // The next import finds its way, whatever lies about.
        const auto later = apply_bundle(good_bundle(facility_, 9, "Later"), place.path(), options());
        ASSERT_TRUE(later.ok()) << later.error().sentence() << " at step " << steps;
        EXPECT_EQ(in_use(place.path()), "9 Later");
        EXPECT_EQ(std::distance(fs::directory_iterator(place / "site"), fs::directory_iterator{}), 3);
    }
    EXPECT_GT(old_ones, 15) << "steps before the swap";
    EXPECT_GE(new_ones, 2) << "steps after it";
    RecordProperty("steps", steps);
}

TEST_F(SiteTest, ADiskThatIsFullOrReadOnlyLeavesTheOldOne) {
    const automation::SmallDisk disk(place_ / "disk");
    if (!disk.mounted()) GTEST_SKIP() << "a disk of one's own needs root";
    const auto apply = [&](int serial, const std::string& name) {
        return apply_bundle(good_bundle(facility_, serial, name), disk.folder(), options());
    };
    ASSERT_TRUE(apply(7, "Northside").ok());
    disk.fill("ballast");
    ASSERT_EQ(disk.room(), 0U);
    const auto full = apply(8, "Next");
    ASSERT_FALSE(full.ok());
    EXPECT_EQ(full.error().code, ErrorCode::BundleNotApplied) << full.error().sentence();
    EXPECT_EQ(in_use(disk.folder()), "7 Northside");
    // Once there is room again, nothing of the one that did not fit is in the way.
    fs::remove(disk.folder() / "ballast");
    ASSERT_TRUE(apply(8, "Next").ok());
    EXPECT_EQ(in_use(disk.folder()), "8 Next");
    disk.make_read_only();
    EXPECT_FALSE(apply(9, "Later").ok());
    EXPECT_EQ(in_use(disk.folder()), "8 Next");
}

TEST_F(SiteTest, SomebodysOwnFolderInTheWayIsCleared) {
    must_apply(good_bundle(facility_, 7));
    fs::create_directories(place_ / "site/bundle-8");  // somebody's own folder stands where the new one goes
    fs::create_directories(place_ / "site/bundle-8/x");
    must_apply(good_bundle(facility_, 8, "Next"));
    EXPECT_EQ(in_use(place_.path()), "8 Next");
}

TEST(DeviceId, IsTheKiosksOwnAndStays) {
    const Place one, other;
    const fs::path machine = one.write("machine-id", "0123456789abcdef0123456789abcdef\n");
    const auto id = device_id(one / "state", machine);
    ASSERT_TRUE(id.ok()) << id.error().context;
    EXPECT_TRUE(is_name(*id));
    EXPECT_EQ(id->size(), 16U);
    EXPECT_EQ(*device_id(one / "state", machine), *id);
    EXPECT_EQ(*device_id(one / "state", one / "missing"), *id) << "an update brings another machine-id";
    EXPECT_NE(*device_id(other / "state", machine), *id) << "two kiosks of one image";
    EXPECT_FALSE(fs::exists(one / "state/device-id.draft"));
}

TEST(DeviceId, OneThatIsKnownKeepsItsName) {
    const Place enrolled, with_site;
    const fs::path machine = enrolled.write("machine-id", "0123456789abcdef0123456789abcdef\n");
    fs::create_directories(enrolled / "state");
    enrolled.write("state/device.crt", "a certificate");
    const auto id = device_id(enrolled / "state", machine);
    ASSERT_TRUE(id.ok());
    EXPECT_EQ(*id, sha256_hex("vestibule device id of 0123456789abcdef0123456789abcdef").substr(0, 16));
    fs::create_directories(with_site / "state/site");
    EXPECT_EQ(*device_id(with_site / "state", machine), *id);
}

TEST(DeviceId, APowerCutAndRubbishAreMet) {
    const Place place;
    fs::create_directories(place / "state");
    place.write("state/device-id.draft", "half");
    const auto id = device_id(place / "state");
    ASSERT_TRUE(id.ok());
    place.write("state/device-id", "rubbish\n");
    EXPECT_EQ(device_id(place / "state").error().code, ErrorCode::BadConfiguration) << "not a new name without a word";
}

}  // namespace
}  // namespace vestibule::device
