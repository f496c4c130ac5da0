// decommission - the note, the order of the steps, and what each finds when it comes a second time.
#include "kiosk/decommission/decommission.hpp"

#include <algorithm>
#include <fstream>

#include "kiosk/decommission/erase.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/key/device_key.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::decommission {

namespace {

namespace fs = std::filesystem;
using device::kDecommissionNote;
using nlohmann::json;

constexpr const char *kKey = "journal.key", *kCertificate = "erasure-certificate.json", *kLock = "lock";
constexpr std::chrono::seconds kOthers{10};  // a program that writes the store is done by then

json read_json(const fs::path& file) {
    std::ifstream stream(file);
    json object = json::parse(stream, nullptr, false);
    return object.is_object() ? object : json::object();
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Secrets that the settings keep elsewhere. What is the system's own stays: it would be there again.
json elsewhere(const fs::path& state, const device::Config& config) {
    json files = json::array();
    std::error_code error;
    for (const std::string& file : {config.access_secret, config.client_key, config.client_certificate}) {
        const fs::path relative = fs::path(file).lexically_relative(state);
        const bool inside = !relative.empty() && *relative.begin() != "..";
        if (!file.empty() && !inside && fs::path(file).is_absolute() && fs::exists(file, error)) files.push_back(file);
    }
    return files;
}

/// How far the journal reached, and how far somebody has taken it away.
Result<json> journal_of(const fs::path& state, const drivers::Clock& clock, int person) {
    auto store = journal::Store::open(state, clock);
    if (!store) return std::move(store).error();
    if (auto told = store->transaction([&] { return store->append(journal::Say::decommission_began(person)); }); !told)
        return std::move(told).error();
    std::int64_t exported = 0;
    const auto read = store->each([&exported](const journal::Entry& entry) {
        if (entry.event == static_cast<std::int64_t>(journal::Event::Exported)) exported = entry.seq;
    });
    if (!read) return read.error();
    return json{{"store", store->id()},
                {"count", store->count()},
                {"head", journal::hex(store->head())},
                {"exported", exported}};
}

/// Other programs of the kiosk have let the folder go, and wait for it while this lives.
std::optional<device::StateFolder> alone(const fs::path& state) {
    auto folder = device::StateFolder::open(state, kOthers);
    if (!folder) return std::nullopt;
    return std::move(folder).value();
}

Result<Certificate> certify(const fs::path& state, const json& note, const drivers::Clock& clock, json left) {
    const auto key = diagnostics::kiosk_key(state);
    if (!key) return key.error();
    json facts = note.value("facts", json::object());
    facts["erased_at"] = diagnostics::date_text(clock.wall());
    facts["left"] = std::move(left);
    auto made = make_certificate(std::move(facts), *key);
    if (!made) return made;
    if (auto kept = device::put_file(state / kCertificate, kept_form(*made).dump(1) + "\n"); !kept)
        return std::move(kept).error();
    return made;
}

}  // namespace

bool is_under_way(const fs::path& state) {
    std::error_code error;
    return fs::exists(fs::symlink_status(state / kDecommissionNote, error));
}

Remains read_remains(const fs::path& state) {
    const json note = read_json(state / kDecommissionNote);
    Remains remains{.person = note.value("person", 0),
                    .language = text_of(note, "language"),
                    .printer = text_of(note, "printer"),
                    .diagonal_inch = note.value("diagonal_inch", 0.0)};
    if (remains.language.empty()) remains.language = "en";
    if (remains.diagonal_inch <= 0) remains.diagonal_inch = device::Config{}.diagonal_inch;
    return remains;
}

Result<void> begin(const fs::path& state, const Order& order, const drivers::Clock& clock) {
    if (is_under_way(state)) return {};
    if (const auto key = diagnostics::kiosk_key_or_new(state); !key) return key.error();
    const auto journal = journal_of(state, clock, order.person);
    if (!journal) return journal.error();
    std::error_code error;
    fs::remove(state / kCertificate, error);  // of an end before this one
    const std::set<std::string> kept{kLock};
    const json facts{{"device", order.device},
                     {"facility", order.config.facility_name},
                     {"person", order.person},
                     {"begun", diagnostics::date_text(clock.wall())},
                     {"erased", count_kinds(state, kept)},
                     {"journal", *journal}};
    const json note{{"person", order.person},
                    {"language", order.language},
                    {"printer", order.config.printer},
                    {"diagonal_inch", order.config.diagonal_inch},
                    {"facts", facts},
                    {"elsewhere", elsewhere(state, order.config)}};
    return device::put_file(state / kDecommissionNote, note.dump(1) + "\n");
}

Result<Certificate> go_on(const fs::path& state, const drivers::Clock& clock, const OnStep& on_step) {
    const auto at = [&on_step](const std::string& step) {
        if (on_step) on_step(step);
    };
    const json note = read_json(state / kDecommissionNote);
    const auto folder = alone(state);
    // What keeps it outside of this folder forgets it first.
    at("device key");
    if (auto forgotten = device::DeviceKey({.state = state}).destroy(); !forgotten) return std::move(forgotten).error();
    const std::set<std::string> kept{kLock, kKey, kDecommissionNote, kCertificate};
    const auto gone = erase_all(state, kept, [&at](const fs::path& what) { at("erase " + what.string()); });
    if (!gone) return gone.error();
    json left = json::array();
    std::error_code error;
    for (const json& one : note.value("elsewhere", json::array())) {
        const fs::path file = one.is_string() ? one.get<std::string>() : std::string();
        if (!fs::exists(file, error)) continue;
        at("erase " + file.string());
        if (!device::wipe_file(file)) left.push_back(file.string());
    }
    auto made = certificate_from(read_json(state / kCertificate));
    if (!made) {
        at("certificate");
        made = certify(state, note, clock, std::move(left));
        if (!made) return made;
    }
    if (fs::exists(state / kKey, error)) {
        at("key");
        if (auto wiped = device::wipe_file(state / kKey); !wiped) return std::move(wiped).error();
    }
    at("done");
    return made;
}

Result<void> finish(const fs::path& state, const drivers::Clock& clock) {
    const auto kept = certificate_from(read_json(state / kCertificate));
    std::int64_t files = 0;
    if (kept) {
        const json erased = kept->document.value("erased", json::object());
        for (const auto& [kind, count] : erased.items()) {
            if (count.is_number()) files += count.get<std::int64_t>();
        }
    }
    const int person = read_remains(state).person;
    {
        auto store = journal::Store::open(state, clock);
        if (!store) return std::move(store).error();
        auto told = store->transaction([&] {
            return store->append(journal::Say::decommission_ended(std::min<std::int64_t>(files, 1000), person));
        });
        if (!told) return told;
    }
    // The note first: without it a certificate that stays is a file of no account.
    if (auto gone = device::wipe_file(state / kDecommissionNote); !gone) return gone;
    std::error_code error;
    fs::remove(state / kCertificate, error);
    return {};
}

}  // namespace vestibule::decommission
