// fetch - range by range, each appended before the next is asked for.
#include "kiosk/device/update/fetch.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <iterator>

#include "kiosk/device/os/part_file.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/blocking.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::device {

namespace {

constexpr std::int64_t kRoomKept_bytes = std::int64_t{64} * 1024 * 1024;  // the journal goes on meanwhile
constexpr std::chrono::minutes kPartDeadline{5};                          // 4 MiB over a very slow line
constexpr int kTriesAtOnce = 2;  // one cut is nothing; a second one is a network that is gone

Result<void> enough_room(const FetchOrder& order, std::int64_t have) {
    std::error_code error;
    const auto space = std::filesystem::space(order.file.parent_path(), error);
    const std::int64_t needed = order.size_bytes - have + kRoomKept_bytes;
    if (error || static_cast<std::int64_t>(space.available) >= needed) return {};
    return Error{ErrorCode::StoreFailed, fmt::format("{}: {} bytes are free, {} are needed",
                                                     order.file.parent_path().string(), space.available, needed)};
}

net::Request part_request(const FetchOrder& order, std::int64_t from, std::int64_t count) {
    net::Request request;
    request.url = order.link;
    request.headers = {{"Accept", "*/*"}, {"Range", fmt::format("bytes={}-{}", from, from + count - 1)}};
    request.deadline = kPartDeadline;
    request.answer_limit_bytes = static_cast<std::size_t>(count);
    return request;
}

/// The bytes of one part.
Result<std::string> get_part(net::Client& client, const FetchOrder& order, std::int64_t from,
                             std::chrono::seconds& wait) {
    const std::int64_t count = std::min(order.part_bytes, order.size_bytes - from);
    auto answer = net::ask(client, part_request(order, from, count));
    for (int tries = 1; !answer && tries < kTriesAtOnce; ++tries) {
        if (answer.error().code != ErrorCode::NotReachable) break;
        answer = net::ask(client, part_request(order, from, count));
    }
    if (!answer) return answer.error();
    const bool whole = answer->status == 200 && from == 0 && count == order.size_bytes;
    if (answer->status != 206 && !whole) {
        wait = std::chrono::seconds(std::max<std::int64_t>(0, answer->retry_after_s));
        return net::status_error(order.link, *answer);
    }
    const auto& bytes = answer->body.reveal();  // a bundle: nobody's secret
    if (static_cast<std::int64_t>(bytes.size()) != count) {
        return Error{ErrorCode::Nonsense, fmt::format("{}: {} bytes where {} were asked for",
                                                      net::host_port(order.link).value_or("?"), bytes.size(), count)};
    }
    return std::string(bytes.begin(), bytes.end());
}

std::int64_t size_of(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

Result<Fetched> fetch(net::Client& client, const FetchOrder& order, std::chrono::seconds& wait) {
    std::error_code error;
    std::filesystem::create_directories(order.file.parent_path(), error);
    std::int64_t have = size_of(order.file);
    if (have > order.size_bytes) {  // of another bundle
        std::filesystem::remove(order.file, error);
        have = 0;
    }
    if (Result<void> room = enough_room(order, have); !room) return std::move(room).error();
    while (have < order.size_bytes) {
        const auto part = get_part(client, order, have, wait);
        if (!part) return part.error();
        if (Result<void> kept = append_part(order.file, *part); !kept) return std::move(kept).error();
        have += static_cast<std::int64_t>(part->size());
        if (have < order.size_bytes && order.go_on && !order.go_on(have)) return Fetched::Stopped;
    }
    const auto hash = sha256_of_file(order.file);
    if (!hash) return hash.error();
    if (*hash == order.sha256) return Fetched::Whole;
    std::filesystem::remove(order.file, error);
    return Fetched::Spoiled;
}

Result<std::string> sha256_of_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error{ErrorCode::FileUnreadable, file.string()};
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::array<unsigned char, 32> hash{};
    std::array<char, 64 * 1024> part{};
    bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    while (good && stream) {
        stream.read(part.data(), part.size());
        good = EVP_DigestUpdate(context.get(), part.data(), static_cast<std::size_t>(stream.gcount())) == 1;
    }
    good = good && !stream.bad() && EVP_DigestFinal_ex(context.get(), hash.data(), nullptr) == 1;
    if (!good) return Error{ErrorCode::FileUnreadable, file.string() + ": it cannot be read to its end"};
    std::string hex;
    for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
    return hex;
}

}  // namespace vestibule::device
