// archive - packs and unpacks the tar; what is not in the list of allowed paths does not get in or out.
#include "kiosk/device/bundle/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <memory>
#include <regex>

namespace vestibule::device {

namespace {

constexpr std::size_t kBlockBytes = 512;

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

Error content(std::string_view what) {
    return {ErrorCode::BundleContent, std::string(what)};
}

Result<void> within_limits(const Files& files) {
    if (files.size() > kBundleFilesMax) {
        return Error{ErrorCode::BundleTooLarge, fmt::format("more than {} files", kBundleFilesMax)};
    }
    for (const auto& [path, bytes] : files) {
        if (!is_bundle_path(path)) return content(fmt::format("a path of {} characters is not allowed", path.size()));
        if (bytes.size() > kBundleFileMaxBytes) {
            return Error{ErrorCode::BundleTooLarge,
                         fmt::format("{}: {} bytes; at most {}", path, bytes.size(), kBundleFileMaxBytes)};
        }
    }
    return {};
}

/// The bytes of the entry that the reader stands at.
Result<std::string> read_entry(archive* reader, std::size_t declared_bytes) {
    if (declared_bytes > kBundleFileMaxBytes) {
        return Error{ErrorCode::BundleTooLarge,
                     fmt::format("a file of {} bytes; at most {}", declared_bytes, kBundleFileMaxBytes)};
    }
    std::string bytes(declared_bytes, '\0');
    const la_ssize_t got = bytes.empty() ? 0 : archive_read_data(reader, bytes.data(), bytes.size());
    if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) return content("a file ends too early");
    return bytes;
}

Result<void> take_entry(archive* reader, archive_entry* entry, Files& files) {
    const char* path = archive_entry_pathname(entry);
    const bool plain = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr &&
                       archive_entry_symlink(entry) == nullptr && archive_entry_size_is_set(entry) != 0 &&
                       archive_entry_sparse_count(entry) == 0;
    if (!plain) return content("only plain files can be in a bundle");
    if (path == nullptr || !is_bundle_path(path)) return content("a path is not allowed");
    if (files.contains(path)) return content(fmt::format("{} stands twice", path));
    if (files.size() >= kBundleFilesMax) {
        return Error{ErrorCode::BundleTooLarge, fmt::format("more than {} files", kBundleFilesMax)};
    }
    const la_int64_t size = archive_entry_size(entry);
    if (size < 0) return content("a file has no size");
    Result<std::string> bytes = read_entry(reader, static_cast<std::size_t>(size));
    if (!bytes) return std::move(bytes).error();
    files.emplace(path, std::move(bytes).value());
    return {};
}

}  // namespace

bool is_bundle_path(std::string_view path) {
    static const std::regex kAllowed(
        "manifest\\.toml|vestibule\\.toml|network\\.toml|signer\\.pem|profiles/[a-z0-9_-]{1,40}\\.toml|ca/"
        "[a-z0-9_-]{1,40}\\.pem|branding/[a-z0-9_-]{1,40}\\.(png|toml)");
    // The length first: the library's matcher goes as deep as the text is long.
    return path.size() <= 64 && std::regex_match(path.begin(), path.end(), kAllowed);
}

Result<std::string> pack(const Files& files) {
    if (Result<void> fits = within_limits(files); !fits) return std::move(fits).error();
    std::size_t room = 4 * kBlockBytes;
    for (const auto& [path, bytes] : files) room += bytes.size() + 2 * kBlockBytes;
    std::string tar(room + 20 * kBlockBytes, '\0');
    std::size_t used = 0;
    const Writer writer(archive_write_new(), archive_write_free);
    bool good = archive_write_set_format_ustar(writer.get()) == ARCHIVE_OK &&
                archive_write_set_bytes_per_block(writer.get(), kBlockBytes) == ARCHIVE_OK &&
                archive_write_open_memory(writer.get(), tar.data(), tar.size(), &used) == ARCHIVE_OK;
    for (const auto& [path, bytes] : files) {
        const Entry entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), path.c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        good = good && archive_write_header(writer.get(), entry.get()) == ARCHIVE_OK &&
               archive_write_data(writer.get(), bytes.data(), bytes.size()) == static_cast<la_ssize_t>(bytes.size());
    }
    if (!good || archive_write_close(writer.get()) != ARCHIVE_OK) return content("the archive cannot be written");
    tar.resize(used);
    return tar;
}

Result<Files> unpack(std::string_view tar) {
    const Reader reader(archive_read_new(), archive_read_free);
    if (archive_read_support_format_tar(reader.get()) != ARCHIVE_OK ||
        archive_read_open_memory(reader.get(), tar.data(), tar.size()) != ARCHIVE_OK) {
        return content("not a tar archive");
    }
    Files files;
    for (;;) {
        archive_entry* entry = nullptr;
        const int next = archive_read_next_header(reader.get(), &entry);
        if (next == ARCHIVE_EOF) break;
        if (next != ARCHIVE_OK) return content("not a tar archive, or a damaged one");
        if (Result<void> taken = take_entry(reader.get(), entry, files); !taken) return std::move(taken).error();
    }
    return files;
}

}  // namespace vestibule::device
