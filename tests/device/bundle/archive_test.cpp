// archive_test - hostile archives: paths that climb, links, devices, doubles, too many, too large.
#include "kiosk/device/bundle/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;

struct Member {
    std::string path, bytes = "x";
    std::function<void(archive_entry*)> spoil = {};
};

/// A tar as anybody could make it, in any of the dialects.
std::string tar_of(const std::vector<Member>& members, int (*format)(archive*) = archive_write_set_format_pax) {
    std::string tar(4 * 1024 * 1024, '\0');
    std::size_t used = 0;
    archive* writer = archive_write_new();
    EXPECT_EQ(format(writer), ARCHIVE_OK);
    EXPECT_EQ(archive_write_open_memory(writer, tar.data(), tar.size(), &used), ARCHIVE_OK);
    for (const Member& member : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.path.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
        if (member.spoil) member.spoil(entry);
        EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK) << archive_error_string(writer);
        if (archive_entry_size(entry) > 0) archive_write_data(writer, member.bytes.data(), member.bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    tar.resize(used);
    return tar;
}

void refused(const std::vector<Member>& members, ErrorCode code, const char* why) {
    const auto files = unpack(tar_of(members));
    ASSERT_FALSE(files.ok()) << why;
    EXPECT_EQ(files.error().code, code) << files.error().sentence();
    EXPECT_THAT(files.error().context, HasSubstr(why));
}

TEST(Archive, PacksAndUnpacks) {
    const Files files{
        {"manifest.toml", ""}, {"profiles/a-b_1.toml", std::string("a\0b", 3)}, {"ca/x.pem", std::string(3000, 'z')}};
    const auto tar = pack(files);
    ASSERT_TRUE(tar.ok());
    const auto again = unpack(*tar);
    ASSERT_TRUE(again.ok()) << again.error().sentence();
    EXPECT_EQ(*again, files);
    EXPECT_EQ(unpack(tar_of({{"vestibule.toml", "[facility]\n"}}, archive_write_set_format_gnutar))->size(), 1U);
}

TEST(Archive, PathsThatAreNotInTheListAreRefused) {
    for (const char* path : {"../vestibule.toml", "/etc/passwd", "profiles/../../x.toml", "./vestibule.toml",
                             "profiles/", "profiles/a/b.toml", "profiles/.toml", "ca/x.toml", "vestibule.toml/",
                             "profiles/A.toml", "profiles/a.toml\n", "signer.pem.new", "current"}) {
        EXPECT_FALSE(is_bundle_path(path)) << path;
        refused({{path}}, ErrorCode::BundleContent, "");  // one with a slash at its end is a folder
        EXPECT_FALSE(pack({{path, "x"}}).ok()) << path;
    }
    refused({{std::string("profiles/") + std::string(3000, 'a') + ".toml"}}, ErrorCode::BundleContent, "not allowed");
}

TEST(Archive, OnlyPlainFiles) {
    const auto member = [](std::function<void(archive_entry*)> spoil) {
        return std::vector<Member>{{"vestibule.toml", "", std::move(spoil)}};
    };
    refused(member([](archive_entry* e) {
                archive_entry_set_filetype(e, AE_IFLNK);
                archive_entry_set_symlink(e, "/etc/passwd");
            }),
            ErrorCode::BundleContent, "plain");
    refused(member([](archive_entry* e) { archive_entry_set_hardlink(e, "/etc/passwd"); }), ErrorCode::BundleContent,
            "plain");
    for (const unsigned type : {AE_IFDIR, AE_IFCHR, AE_IFBLK, AE_IFIFO}) {
        refused(member([type](archive_entry* e) { archive_entry_set_filetype(e, type); }), ErrorCode::BundleContent,
                "plain");
    }
}

TEST(Archive, NoPathTwice) {
    refused({{"vestibule.toml", "a"}, {"vestibule.toml", "b"}}, ErrorCode::BundleContent, "stands twice");
}

TEST(Archive, LimitsOfNumberAndSize) {
    std::vector<Member> many;
    for (std::size_t i = 0; i <= kBundleFilesMax; ++i) many.push_back({"profiles/p" + std::to_string(i) + ".toml"});
    refused(many, ErrorCode::BundleTooLarge, "more than 64 files");
    many.pop_back();
    EXPECT_TRUE(unpack(tar_of(many)).ok());
    refused({{"vestibule.toml", std::string(kBundleFileMaxBytes + 1, 'x')}}, ErrorCode::BundleTooLarge,
            "1048577 bytes");
    EXPECT_TRUE(unpack(tar_of({{"vestibule.toml", std::string(kBundleFileMaxBytes, 'x')}})).ok());
}

TEST(Archive, DamagedOnesAreRefused) {
    const std::string good = tar_of({{"vestibule.toml", std::string(2000, 'a')}, {"signer.pem", "b"}});
    EXPECT_FALSE(unpack(good.substr(0, 1800)).ok());
    std::string header = good;
    header[3] = 'X';  // the header's checksum no longer fits
    EXPECT_FALSE(unpack(header).ok());
    EXPECT_FALSE(unpack("\x1f\x8b\x08 rubbish").ok());
}

}  // namespace
}  // namespace vestibule::device
