// hawkbit - the answers, each from what the test has set.
#include "tests/sandbox/hawkbit.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <iterator>
#include <nlohmann/json.hpp>

namespace vestibule::sandbox {

namespace {

using net::testing::Act;
using net::testing::http;
using net::testing::Seen;
using Json = nlohmann::json;

constexpr const char* kBase = "/DEFAULT/controller/v1/k1";
constexpr const char* kMark = "?c=-2129030598";  // hawkBit puts such a mark into its links and expects it back

std::string hash_of(const std::string& bytes) {
    std::array<unsigned char, 32> hash{};
    EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, EVP_sha256(), nullptr);
    std::string hex;
    for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(hex), "{:02X}", byte);
    return hex;
}

}  // namespace

Hawkbit::Hawkbit(const net::testing::Signed& pair, const std::string& client_ca)
    : server_(pair, [this](const Seen& seen) { return answer(seen); }, {.client_ca = client_ca}) {}

std::string Hawkbit::url() const {
    return "https://localhost:" + std::to_string(server_.port()) + "/DEFAULT";
}

void Hawkbit::assign(const std::string& action, const std::string& version, std::string bundle) {
    const std::lock_guard lock(mutex_);
    action_ = action;
    version_ = version;
    hash_ = hash_of(bundle);
    bundle_ = std::move(bundle);
}

void Hawkbit::handle(std::string download, std::string update, std::string window) {
    const std::lock_guard lock(mutex_);
    download_ = std::move(download);
    update_ = std::move(update);
    window_ = std::move(window);
}

void Hawkbit::cancel(const std::string& action, int after_parts) {
    const std::lock_guard lock(mutex_);
    cancel_ = action;
    parts_before_cancel_ = after_parts;
}

void Hawkbit::fail(HawkbitFault fault) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
}

void Hawkbit::sleep(const std::string& sleep) {
    const std::lock_guard lock(mutex_);
    sleep_ = sleep;
}

std::vector<std::string> Hawkbit::seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

std::vector<std::string> Hawkbit::feedback() const {
    const std::lock_guard lock(mutex_);
    return feedback_;
}

std::string Hawkbit::attributes() const {
    const std::lock_guard lock(mutex_);
    return attributes_;
}

int Hawkbit::requests() const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(seen_.size());
}

void Hawkbit::forget() {
    const std::lock_guard lock(mutex_);
    seen_.clear();
    feedback_.clear();
}

std::string Hawkbit::link(const std::string& path) const {
    const char* scheme = fault_ == HawkbitFault::PlainLinks ? "http" : "https";
    return fmt::format("{}://localhost:{}{}", scheme, server_.port(), path);
}

Act Hawkbit::answer(const Seen& seen) {
    const std::lock_guard lock(mutex_);
    const std::size_t space = seen.head.find(' ');
    const std::string method = seen.head.substr(0, space);
    const std::string path = seen.head.substr(space + 1, seen.head.find(' ', space + 1) - space - 1);
    const auto note = [&](const std::string& what) { seen_.push_back(method + " " + what); };
    if (fault_ == HawkbitFault::TooMany || fault_ == HawkbitFault::Broken || fault_ == HawkbitFault::Rubbish) {
        note(path);
        if (fault_ == HawkbitFault::Rubbish) return {http(200, "<html>welcome</html>")};
        return fault_ == HawkbitFault::Broken ? Act{http(500, "")} : Act{http(429, "", "Retry-After: 500\r\n")};
    }
    if (method == "GET" && path == kBase) return note("poll"), poll();
    if (method == "PUT" && path == std::string(kBase) + "/configData") {
        note("configData");
        attributes_ = seen.body;
        wants_attributes_ = false;
        return {http(200, "")};
    }
    if (path == fmt::format("{}/deploymentBase/{}{}", kBase, action_, kMark)) return note("deployment"), deployment();
    if (path == fmt::format("{}/cancelAction/{}", kBase, cancel_)) {
        note("cancel");
        return {http(200, Json{{"id", cancel_}, {"cancelAction", {{"stopId", cancel_}}}}.dump())};
    }
    if (path == "/elsewhere/b.raucb?token=x%2Fy") return note("part"), part(seen.head);
    if (method == "POST" && path.ends_with("/feedback")) return note("feedback"), take_feedback(path, seen.body);
    note("strange " + path);
    return {http(404, "")};
}

Act Hawkbit::poll() {
    Json links = Json::object();
    if (wants_attributes_) links["configData"] = {{"href", link(std::string(kBase) + "/configData")}};
    if (!cancel_.empty() && parts_before_cancel_ == 0) {
        links["cancelAction"] = {{"href", link(fmt::format("{}/cancelAction/{}", kBase, cancel_))}};
    } else if (!action_.empty()) {
        links["deploymentBase"] = {{"href", link(fmt::format("{}/deploymentBase/{}{}", kBase, action_, kMark))}};
    }
    links["confirmationBase"] = {{"href", link(std::string(kBase) + "/confirmationBase")}};
    const Json body{{"config", {{"polling", {{"sleep", sleep_}}}, {"future", 1}}}, {"_links", links}, {"more", "x"}};
    return {http(200, body.dump())};
}

Act Hawkbit::deployment() {
    const std::string hash = fault_ == HawkbitFault::BadHash ? std::string(64, '0') : hash_;
    const Json artifact{{"filename", "kiosk.raucb"},
                        {"size", bundle_.size()},
                        {"hashes", {{"sha1", "1"}, {"md5", "2"}, {"sha256", hash}}},
                        {"_links",
                         {{"download", {{"href", link("/elsewhere/b.raucb?token=x%2Fy")}}},
                          {"download-http", {{"href", "http://localhost/b"}}}}}};
    const Json notes{{"filename", "notes.txt"}, {"size", 3}};
    const Json chunk{
        {"part", "os"}, {"name", "kiosk"}, {"version", version_}, {"artifacts", Json::array({notes, artifact})}};
    Json deployment{{"download", download_}, {"update", update_}, {"chunks", Json::array({chunk})}};
    if (!window_.empty()) deployment["maintenanceWindow"] = window_;
    return {http(200, Json{{"id", action_}, {"deployment", deployment}, {"actionHistory", {{"status", "x"}}}}.dump())};
}

Act Hawkbit::part(const std::string& head) {
    if (parts_before_cancel_ > 0) --parts_before_cancel_;
    const std::size_t at = head.find("Range: bytes=");
    if (at == std::string::npos || fault_ == HawkbitFault::NoParts) return {http(200, bundle_)};
    std::size_t from = 0, to = 0;
    std::sscanf(head.c_str() + at, "Range: bytes=%zu-%zu", &from, &to);
    seen_.back() += fmt::format(" {}-{}", from, to);
    if (from >= bundle_.size() || to < from) return {http(416, "")};
    std::string bytes = bundle_.substr(from, to - from + 1);
    if (fault_ == HawkbitFault::WrongPart) std::reverse(bytes.begin(), bytes.end());
    const std::string range =
        fmt::format("Content-Range: bytes {}-{}/{}\r\n", from, from + bytes.size() - 1, bundle_.size());
    std::string whole = http(206, bytes, range);
    if (fault_ == HawkbitFault::CutDownload) whole.resize(whole.size() - bytes.size() / 2);
    return {whole};
}

Act Hawkbit::take_feedback(const std::string& path, const std::string& body) {
    if (fault_ == HawkbitFault::DeafFeedback) return {http(503, "")};
    const auto status = Json::parse(body).at("status");
    const bool of_cancel = path.find("/cancelAction/") != std::string::npos;
    feedback_.push_back(fmt::format("{} {} {}", of_cancel ? "cancel" : action_,
                                    status.at("execution").get<std::string>(),
                                    status.at("result").at("finished").get<std::string>()));
    if (const Json& result = status.at("result"); result.contains("progress")) {
        const Json& progress = result.at("progress");
        feedback_.back() += fmt::format(" {}/{}", progress.at("cnt").get<int>(), progress.at("of").get<int>());
    }
    const std::string execution = status.at("execution");
    if (of_cancel && execution == "closed") action_ = cancel_ = "";
    if (of_cancel && execution == "rejected") cancel_ = "";
    if (!of_cancel && execution == "closed") action_ = "";
    return {http(200, "")};
}

}  // namespace vestibule::sandbox
