// setup_stick_test - sticks that are plugged in during set-up: taken by themselves, or refused with nothing changed.
#include "tests/flows/setup_kit.hpp"

namespace vestibule::flows {
namespace {

TEST_F(SetUp, TakesAStickByItselfAndCleansIt) {
    start();
    EXPECT_EQ(plug_in(bundle(3)), 0);
    kiosk_->wait_for("Stick");
    shows("stick", "Bundle 3");
    fits();
    EXPECT_TRUE(fs::is_empty(place_ / "stick")) << "its secrets stayed on the stick";
    EXPECT_TRUE(fs::is_symlink(place_ / "state/site/current"));
    go_on("Language");
    EXPECT_EQ(plug_in(bundle(4)), 0) << "while set-up is there, a newer one is taken, too";
    kiosk_->wait_for("Stick");
    shows("stick", "Bundle 4");
}

TEST_F(SetUp, RefusesAStickInWordsAndChangesNothing) {
    start();
    ASSERT_EQ(plug_in(bundle(3)), 0);
    kiosk_->wait_for("Stick");
    const EstServer stranger;
    const auto [certificate, key] = stranger.signer();
    const device::Manifest manifest{.site = "northside", .devices = {}, .serial = 9, .expires = {}, .files = {}};
    const std::string tar = device::make_bundle(manifest, {{"vestibule.toml", ""}}).value();
    const drivers::WallTime yesterday = drivers::SystemClock().wall() - std::chrono::hours(24);
    const std::string bad_content =
        device::pack({{"manifest.toml",
                       device::write_manifest({.site = "northside",
                                               .devices = {},
                                               .serial = 9,
                                               .expires = {},
                                               .files = {{"vestibule.toml", device::sha256_hex("[facilty]\n"), 10}}})},
                      {"vestibule.toml", "[facilty]\n"}})
            .value();
    const std::vector<std::pair<std::string, std::string>> refused{
        {device::sign_cms(tar, certificate, key).value(), "not signed by anybody"},
        {bundle(9, "southside"), "another site"},
        {bundle(9, "northside", {"another-kiosk"}), "other kiosks"},
        {bundle(2), "not newer"},
        {bundle(9, "northside", {}, yesterday), "has expired"},
        {std::string(device::kBundleMaxBytes + 1, 'x'), "too large"},
        {signed_by_facility(bad_content), "has errors"},
        {"no bundle at all", "no bundle"},
        {"", "only one"},
    };
    const auto state_of_things = [this] {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(place_ / "state/site"))
            all += entry.path().string() + (entry.is_regular_file() ? *device::read_text(entry.path()) : "") + "\n";
        return all;
    };
    const std::string before = state_of_things();
    for (const auto& [bytes, words] : refused) {
        EXPECT_NE(plug_in(bytes), 0) << words;
        shows("stick", words);
        shows("what", "Nothing on this kiosk was changed");
        EXPECT_EQ(state_of_things(), before) << words;
        EXPECT_TRUE(bytes.empty() || fs::exists(place_ / "stick/site.bundle")) << words;
        fits();
    }
    EXPECT_EQ(plug_in(bundle(5)), 0);
    const auto lines = journal_words(kiosk_->state_folder());
    for (const char* entry :
         {"stick_applied (success) bundle=3", "stick_applied (success) bundle=5",
          "stick_refused (failure) error=E122_BundleNotSigned", "stick_refused (failure) error=E127_BundleExpired"})
        EXPECT_THAT(lines, testing::Contains(HasSubstr(entry)));
}

}  // namespace
}  // namespace vestibule::flows
