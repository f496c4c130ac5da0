// ddi - strict about what is needed, deaf to the rest.
#include "kiosk/device/update/ddi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kiosk/net/json.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::device::ddi {

namespace {

using net::Json;

constexpr const char* kWhere = "the update server";
constexpr std::chrono::seconds kUsualSleep{300};  // what a server that says nothing is asked in
constexpr std::size_t kTextLongest = 2'000, kIdLongest = 64, kDetailLongest = 200;

Error nonsense(const std::string& what) {
    return {ErrorCode::Nonsense, std::string(kWhere) + ": " + what};
}

/// A text of printable ASCII; anything else is none.
std::string plain(std::optional<std::string_view> text, std::size_t longest = kTextLongest) {
    if (!text || text->size() > longest) return {};
    const bool printable = std::all_of(text->begin(), text->end(), [](char c) { return c >= ' ' && c <= '~'; });
    return printable ? std::string(*text) : std::string();
}

/// An id becomes part of file and feedback: digits and letters, as every hawkBit sends.
bool is_id(const std::string& id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

/// Nothing when there is no such link; an error when it is not https.
Result<std::string> link(const Json& of, std::string_view name) {
    const Json* links = net::member(of, "_links");
    const Json* one = links != nullptr ? net::member(*links, name) : nullptr;
    if (one == nullptr) return std::string();
    std::string href = plain(net::text_of(*one, "href"));
    if (!net::host_port(href)) return nonsense(fmt::format("the link '{}' is not an https address", name));
    return href;
}

Handling handling(const Json& deployment, std::string_view key) {
    const auto word = net::text_of(deployment, key);
    return word == "skip" ? Handling::Skip : word == "attempt" ? Handling::Attempt : Handling::Forced;
}

Result<void> read_artifact(const Json& artifact, Deployment& into) {
    const Json* hashes = net::member(artifact, "hashes");
    into.sha256 = hashes != nullptr ? plain(net::text_of(*hashes, "sha256"), 64) : "";
    std::transform(into.sha256.begin(), into.sha256.end(), into.sha256.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    if (into.sha256.size() != 64 || into.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return nonsense("the bundle has no SHA-256");
    }
    into.size_bytes = net::integer_of(artifact, "size").value_or(0);
    if (into.size_bytes < 1 || into.size_bytes > kBundleLargest_bytes) return nonsense("a size that no bundle has");
    auto address = link(artifact, "download");
    if (!address) return std::move(address).error();
    if (address->empty()) return nonsense("the bundle has no https link");
    into.link = std::move(address).value();
    return {};
}

/// Looks for the one bundle in all chunks.
Result<void> read_chunks(const Json& chunks, Deployment& into) {
    int bundles = 0;
    for (const Json& chunk : chunks) {
        const Json* artifacts = net::member(chunk, "artifacts");
        if (artifacts == nullptr || !artifacts->is_array()) continue;
        for (const Json& artifact : *artifacts) {
            const std::string filename = plain(net::text_of(artifact, "filename"));
            if (!filename.ends_with(".raucb")) continue;
            if (++bundles > 1) return nonsense("more than one bundle (.raucb) in a deployment");
            into.filename = filename;
            into.name = plain(net::text_of(chunk, "name"));
            into.version = plain(net::text_of(chunk, "version"), kIdLongest);
            if (Result<void> read = read_artifact(artifact, into); !read) return read;
        }
    }
    if (bundles == 0) return nonsense("no bundle (.raucb) in a deployment");
    return {};
}

}  // namespace

std::optional<std::chrono::seconds> read_sleep(std::string_view text) {
    std::array<int, 3> parts{};
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const auto [after, error] = std::from_chars(at, end, parts[p]);
        if (error != std::errc() || parts[p] < 0 || (p == 0 ? parts[p] > 999 : parts[p] > 59)) return std::nullopt;
        const bool last = p + 1 == parts.size();
        if (last ? after != end : after == end || *after != ':') return std::nullopt;
        at = after + 1;
    }
    return std::chrono::seconds(parts[0] * 3600 + parts[1] * 60 + parts[2]);
}

Result<Poll> read_poll(std::string_view body) {
    const auto json = net::parse_object(body, kWhere);
    if (!json) return json.error();
    Poll poll;
    const Json* config = net::member(*json, "config");
    const Json* polling = config != nullptr ? net::member(*config, "polling") : nullptr;
    const auto text = polling != nullptr ? net::text_of(*polling, "sleep") : std::nullopt;
    poll.sleep = text ? read_sleep(*text).value_or(kUsualSleep) : kUsualSleep;
    struct Wanted {
        std::string_view name;
        std::string* into;
    };
    for (const Wanted& each : {Wanted{"configData", &poll.config_data}, Wanted{"deploymentBase", &poll.deployment},
                               Wanted{"cancelAction", &poll.cancel}}) {
        auto found = link(*json, each.name);
        if (!found) return std::move(found).error();
        *each.into = std::move(found).value();
    }
    return poll;
}

Result<Deployment> read_deployment(std::string_view body) {
    const auto json = net::parse_object(body, kWhere);
    if (!json) return json.error();
    Deployment read;
    read.id = plain(net::text_of(*json, "id"), kIdLongest);
    if (!is_id(read.id)) return nonsense("a deployment without an id");
    const Json* deployment = net::member(*json, "deployment");
    const Json* chunks = deployment != nullptr ? net::member(*deployment, "chunks") : nullptr;
    if (chunks == nullptr || !chunks->is_array()) return nonsense("a deployment without chunks");
    read.download = handling(*deployment, "download");
    read.update = handling(*deployment, "update");
    read.window_open = net::text_of(*deployment, "maintenanceWindow") != "unavailable";
    if (Result<void> found = read_chunks(*chunks, read); !found) return std::move(found).error();
    return read;
}

Result<std::string> read_cancel(std::string_view body) {
    const auto json = net::parse_object(body, kWhere);
    if (!json) return json.error();
    const Json* cancel = net::member(*json, "cancelAction");
    std::string id = cancel != nullptr ? plain(net::text_of(*cancel, "stopId"), kIdLongest) : "";
    if (!is_id(id)) return nonsense("a cancellation without an id");
    return id;
}

std::string feedback_link(std::string_view link) {
    return net::join(link.substr(0, link.find('?')), "feedback");
}

std::string write_feedback(const Feedback& feedback, drivers::WallTime now) {
    nlohmann::json result{{"finished", feedback.finished}};
    if (feedback.of > 0) result["progress"] = {{"cnt", feedback.done}, {"of", feedback.of}};
    auto details = nlohmann::json::array();
    if (!feedback.detail.empty()) details.push_back(feedback.detail.substr(0, kDetailLongest));
    const nlohmann::json json{
        {"timestamp", now.time_since_epoch().count() * 1000},
        {"status", {{"execution", feedback.execution}, {"result", result}, {"details", details}}}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string write_attributes(const Attributes& attributes) {
    const nlohmann::json data{{"device", attributes.device},
                              {"site", attributes.site},
                              {"version", attributes.version},
                              {"slot", attributes.slot}};
    return nlohmann::json{{"mode", "merge"}, {"data", data}}.dump(-1, ' ', false,
                                                                  nlohmann::json::error_handler_t::replace);
}

}  // namespace vestibule::device::ddi
