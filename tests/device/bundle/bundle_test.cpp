// bundle_test - what a bundle may hold and whose it must be: every refusal has its name.
#include "kiosk/device/bundle/bundle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/brand/png.hpp"
#include "tests/device/bundle/kit.hpp"

namespace vestibule::device {
namespace {

using testing::a_day;
using testing::a_manifest;
using testing::Facility;
using testing::good_bundle;
using testing::good_files;
using ::testing::HasSubstr;
using testing::pem_of;

class BundleTest : public ::testing::Test {
protected:
    [[nodiscard]] Wanted wanted() const {
        return {.anchors_pem = facility_.anchors(), .site = "northside", .device = "k1", .above_serial = 6, .now = {}};
    }
    [[nodiscard]] Files files() const { return good_files("Northside", facility_.anchors()); }
    void refused(const std::string& bytes, ErrorCode code, const std::string& why, const Wanted& by) const {
        const auto bundle = open_bundle(bytes, by);
        ASSERT_FALSE(bundle.ok()) << why;
        EXPECT_EQ(bundle.error().code, code) << bundle.error().sentence();
        EXPECT_THAT(bundle.error().context, HasSubstr(why));
    }
    /// A tar of these files, with a manifest that fits them whatever they are.
    [[nodiscard]] std::string signed_as_is(Files files, Manifest manifest = a_manifest()) const {
        for (const auto& [path, bytes] : files) {
            manifest.files.push_back({path, sha256_hex(bytes), static_cast<int>(bytes.size())});
        }
        files["manifest.toml"] = write_manifest(manifest);
        return facility_.sign(pack(files).value());
    }
    const Facility facility_;
};

TEST_F(BundleTest, AGoodOneIsTaken) {
    const auto bundle = open_bundle(good_bundle(facility_, 7), wanted());
    ASSERT_TRUE(bundle.ok()) << bundle.error().sentence();
    EXPECT_EQ(bundle->manifest.site, "northside");
    EXPECT_EQ(bundle->manifest.serial, 7);
    EXPECT_EQ(bundle->manifest.created, a_day());
    EXPECT_EQ(bundle->files, files());
    EXPECT_EQ(bundle->signer, "CN=leaf");
    EXPECT_EQ(bundle->signer_sha256.size(), 64U);
}

TEST_F(BundleTest, SameFilesMakeTheSameBytes) {
    EXPECT_EQ(make_bundle(a_manifest(), files()).value(), make_bundle(a_manifest(), files()).value());
}

TEST_F(BundleTest, ItsBrandingIsJudgedWithAllTheRest) {
    Files good = files();
    good["vestibule.toml"] =
        "[facility]\nlogo = \"branding/logo.png\"\naccent = \"#7A1FA2\"\ntexts = "
        "\"branding/texts.toml\"\n";
    good["branding/logo.png"] = testing::png_of(240, 80);
    good["branding/texts.toml"] = "[en]\nhelp = \"Call 555-0100.\"\n[es]\nhelp = \"Llame al 555-0100.\"\n";
    std::erase_if(good, [](const auto& file) { return file.first.starts_with("profiles/"); });
    const auto taken = open_bundle(signed_as_is(good), wanted());
    ASSERT_TRUE(taken.ok()) << taken.error().sentence();
    EXPECT_EQ(taken->files.at("branding/logo.png"), good["branding/logo.png"]);
    Files bad = good;
    bad["branding/logo.png"] = "GIF89a";
    bad["branding/texts.toml"] = "[en]\nhelp = \"Call \\u202E 555-0100.\"\n";
    refused(signed_as_is(bad), ErrorCode::BundleContent, "branding/logo.png: not a PNG", wanted());
    refused(signed_as_is(bad), ErrorCode::BundleContent, "branding/texts.toml:2:", wanted());
    EXPECT_FALSE(make_bundle(a_manifest(), bad).ok()) << "nor is it made";
    bad = good;
    bad["vestibule.toml"] = "[facility]\naccent = \"#FFCC00\"\n";
    refused(signed_as_is(bad), ErrorCode::BundleContent, "vestibule.toml:2:", wanted());
    bad = good;
    bad.erase("branding/logo.png");
    refused(signed_as_is(bad), ErrorCode::BundleContent, "branding/logo.png: the bundle lacks it", wanted());
    bad = good;
    bad["branding/other.png"] = testing::png_of(240, 80);
    refused(signed_as_is(bad), ErrorCode::BundleContent, "branding/other.png: nothing in the bundle uses it", wanted());
    EXPECT_FALSE(is_bundle_path("branding/logo.svg"));
    EXPECT_FALSE(is_bundle_path("branding/../logo.png"));
}

TEST_F(BundleTest, ItsNetworkIsJudgedWithAllTheRest) {
    Files bad = files();
    bad["network.toml"] = "[wired]\naddress = \"10.1.2.3\"\n[[wifi]]\nname = \"Clinic\"\nkey = \"hush\"\n";
    bad["vestibule.toml"] = "[facilty]\n";
    refused(signed_as_is(bad), ErrorCode::BundleContent, "network.toml:2:11", wanted());
    const auto bundle = open_bundle(signed_as_is(bad), wanted());
    EXPECT_THAT(bundle.error().context, HasSubstr("'key'"));
    EXPECT_THAT(bundle.error().context, HasSubstr("vestibule.toml:1:"));
    EXPECT_THAT(bundle.error().context, ::testing::Not(HasSubstr("hush")));
    Files lacks = files();
    lacks["network.toml"] =
        "[wired.login]\nmethod = \"tls\"\nidentity = \"k\"\nca = \"ca/radius.pem\"\n"
        "server = \"radius.example\"\n";
    refused(signed_as_is(lacks), ErrorCode::BundleContent, "ca/radius.pem: the bundle lacks it", wanted());
}

TEST_F(BundleTest, AnotherSignerIsRefused) {
    const Facility stranger;
    refused(good_bundle(stranger, 7), ErrorCode::BundleNotSigned, "its signer is not known here", wanted());
}

TEST_F(BundleTest, AKiosksOwnCertificateCannotSignForItsFacility) {
    const std::string content = make_bundle(a_manifest(), files()).value();
    for (const char* usage : {"", "clientAuth"}) {
        const auto kiosk = facility_.ca.sign("DNS:kiosk.example", -3600, 3600, usage);
        refused(Facility::sign(content, kiosk), ErrorCode::BundleNotSigned, "not one for signing", wanted());
    }
}

TEST_F(BundleTest, TheSignersOwnCertificateCanBeTheAnchor) {
    Wanted by = wanted();
    by.anchors_pem = pem_of(facility_.signer.certificate);
    EXPECT_TRUE(open_bundle(good_bundle(facility_, 7), by).ok());
    const auto sibling = facility_.ca.sign("DNS:signer.example", -3600, 3600, "codeSigning");
    refused(Facility::sign(make_bundle(a_manifest(), files()).value(), sibling), ErrorCode::BundleNotSigned,
            "its signer is not known here", by);
    by.anchors_pem = "no certificate";
    refused(good_bundle(facility_, 7), ErrorCode::KeyUnusable, "no certificate", by);
}

TEST_F(BundleTest, EveryChangedByteIsRefused) {
    const std::string good = good_bundle(facility_, 7);
    for (std::size_t at = 0; at < good.size(); at += 97) {
        std::string changed = good;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        const auto opened = open_bundle(changed, wanted());
        // Bytes that the signature does not cover exist (an unused certificate's, say), but then the content is whole.
        if (opened.ok()) {
            EXPECT_EQ(opened->files, files()) << at;
        }
    }
    for (std::size_t size = 0; size < good.size(); size += 211) {
        EXPECT_FALSE(open_bundle(good.substr(0, size), wanted()).ok()) << size;
    }
    refused(good + "x", ErrorCode::BundleUnreadable, "after its end", wanted());
    refused("not a bundle", ErrorCode::BundleUnreadable, "not a signed message", wanted());
    refused("", ErrorCode::BundleUnreadable, "", wanted());
}

TEST_F(BundleTest, SiteDeviceAndSerialMustFit) {
    Wanted by = wanted();
    by.site = "southside";
    refused(good_bundle(facility_, 7), ErrorCode::BundleWrongSite, "'northside'", by);
    by.site = "";
    EXPECT_TRUE(open_bundle(good_bundle(facility_, 7), by).ok()) << "before a kiosk has a site";
    Manifest manifest = a_manifest();
    manifest.devices = {"k2", "k3"};
    const std::string others = facility_.sign(make_bundle(manifest, files()).value());
    refused(others, ErrorCode::BundleWrongDevice, "'k1' is not among its 2 devices", wanted());
    by = wanted();
    by.device = "k3";
    EXPECT_TRUE(open_bundle(others, by).ok());
    for (const int serial : {5, 6}) {
        refused(good_bundle(facility_, serial), ErrorCode::BundleNotNewer, "the one in use has 6", wanted());
    }
}

TEST_F(BundleTest, ExpiryIsJudgedOnlyWithATrustedClock) {
    Manifest manifest = a_manifest();
    manifest.expires = a_day() + std::chrono::hours(1);
    const std::string bundle = Facility::sign(make_bundle(manifest, files()).value(), facility_.signer);
    EXPECT_TRUE(open_bundle(bundle, wanted()).ok()) << "nobody knows what time it is";
    // The signer's certificate is of today; the bundle's dates are judged by the same clock.
    Wanted by = wanted();
    by.now = drivers::SystemClock().wall();
    manifest.expires = *by.now + std::chrono::seconds(1);
    EXPECT_TRUE(open_bundle(facility_.sign(make_bundle(manifest, files()).value()), by).ok());
    manifest.expires = *by.now;
    refused(facility_.sign(make_bundle(manifest, files()).value()), ErrorCode::BundleExpired, "it expired at", by);
}

TEST_F(BundleTest, AnExpiredSignerIsRefusedOnlyWithATrustedClock) {
    const auto expired = facility_.ca.sign("DNS:signer.example", -3600, -60, "codeSigning");
    const std::string bundle = Facility::sign(make_bundle(a_manifest(), files()).value(), expired);
    EXPECT_TRUE(open_bundle(bundle, wanted()).ok());
    Wanted by = wanted();
    by.now = drivers::SystemClock().wall();
    refused(bundle, ErrorCode::BundleNotSigned, "out of date", by);
}

TEST_F(BundleTest, ContentMeetsTheVeryCheckers) {
    Files bad = files();
    bad["vestibule.toml"] = "[facility]\nnmae = \"x\"\n";
    refused(signed_as_is(bad), ErrorCode::BundleContent,
            "vestibule.toml:2:1: unknown key 'nmae' in [facility]; did you mean 'name'?", wanted());
    bad = files();
    bad["profiles/clear.toml"] += "\nstrange = 1\n";
    refused(signed_as_is(bad), ErrorCode::BundleContent, "profiles/clear.toml:", wanted());
    bad = files();
    bad["ca/site.pem"] = "-----BEGIN CERTIFICATE-----\nrubbish\n";
    bad["profiles/spare.toml"] = "";
    bad.erase("profiles/records.toml");
    refused(signed_as_is(bad), ErrorCode::BundleContent,
            "profiles/records.toml: the bundle lacks it\nca/site.pem: expected certificates (PEM)\n"
            "profiles/spare.toml: nothing in the bundle uses it",
            wanted());
    EXPECT_EQ(make_bundle(a_manifest(), bad).error().code, ErrorCode::BundleContent) << "nobody can even make it";
}

TEST_F(BundleTest, TheManifestMustTellTheTruth) {
    Files all = files();
    Manifest manifest = a_manifest();
    for (const auto& [path, bytes] : all) {
        manifest.files.push_back({path, sha256_hex(bytes), static_cast<int>(bytes.size())});
    }
    const auto with = [&](const Manifest& told) {
        Files packed = all;
        packed["manifest.toml"] = write_manifest(told);
        return facility_.sign(pack(packed).value());
    };
    EXPECT_TRUE(open_bundle(with(manifest), wanted()).ok());
    Manifest lie = manifest;
    lie.files[0].sha256[5] = lie.files[0].sha256[5] == '0' ? '1' : '0';
    refused(with(lie), ErrorCode::BundleContent, "not the file that the manifest names", wanted());
    lie = manifest;
    lie.files.pop_back();
    refused(with(lie), ErrorCode::BundleContent, "names other files", wanted());
    lie = manifest;
    lie.files[0] = lie.files[1];
    refused(with(lie), ErrorCode::BundleContent, "names it twice", wanted());
    lie = manifest;
    lie.serial = 0;
    refused(with(lie), ErrorCode::BundleContent, "'serial': expected an integer from 1", wanted());
    refused(facility_.sign(pack(all).value()), ErrorCode::BundleContent, "no manifest", wanted());
}

TEST(Times, AreReadStrictly) {
    EXPECT_EQ(write_time(*read_time("2028-02-29T23:59:59Z")), "2028-02-29T23:59:59Z");
    for (const char* text :
         {"", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
          "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T0a:00:00Z"}) {
        EXPECT_FALSE(read_time(text).has_value()) << text;
    }
}

}  // namespace
}  // namespace vestibule::device
