// world - everything that the stand-in services remember in one run, in memory only, behind one lock.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/sandbox/faults.hpp"
#include "tests/sandbox/patients.hpp"
#include "tests/sandbox/tokens.hpp"

namespace vestibule::sandbox {

using Instant = std::chrono::steady_clock::time_point;
using Seconds = std::chrono::duration<double>;

struct Options {
    std::filesystem::path directory, templates;
    int port_base = 0;
    std::uint64_t seed = 0;
    double search_seconds = 2;      ///< how long a search runs
    double processing_seconds = 2;  ///< how long a provider thinks
    double code_seconds = 600;      ///< life of a hand-off's or portal's code
    double session_seconds = 1200;  ///< life of a capture session
    int interval_seconds = 1;       ///< between two polls of a grant
    bool until_eof = false;
};

/// A provider as its profile's template describes it, at the addresses of this run.
struct Provider {
    Provider(std::string name_of_it, Service where) : id(std::move(name_of_it)), service(where), key(id + "-1") {}
    std::string id, name, color;
    Service service;
    std::string issuer, client_id, audience, ial2_claim, ial2_value;
    bool asks_password = false;
    std::size_t password_minimum = 0;
    SigningKey key;
};

/// Somebody as a provider knows them.
struct Account {
    std::string subject{}, email{}, phone{}, password{};
    Person person;
    bool verified = false;
    bool refused = false;
};

/// An authorization code, bound to who asked for it; good once.
struct Authorization {
    const Provider* provider = nullptr;
    std::string code_challenge, nonce, client_id;
    Account account;
    Instant expires;
};

enum class Decision : std::uint8_t { Pending, Allowed, Declined };

/// A device grant: the hand-off to a phone.
struct Grant {
    const Provider* provider = nullptr;
    std::string user_code, nonce, client_id;
    Decision decision = Decision::Pending;
    Account account;
    Instant expires, last_poll;
};

struct CodeCheck {
    std::string code;  ///< empty: none was sent
    int wrong = 0;
    bool right = false;
};
constexpr int wrong_codes_allowed = 5;

/// What a picture was found to be; the picture itself is not kept.
struct Verdict {
    std::size_t bytes = 0;
    std::string reason;             ///< "good" or one of the protocol's reasons
    std::optional<Person> printed;  ///< what the barcode or the zone says
    std::string expiry;             ///< of the document, CCYY-MM-DD
};

struct Capture {
    const Provider* provider = nullptr;
    std::string token, nonce, code_challenge, client_id;
    bool consented = false, signing_in = false;
    Account account;
    std::map<std::string, CodeCheck> checks;  ///< "email", "phone", "second-factor"
    std::map<std::string, Verdict> media;
    std::map<std::string, std::string> frames;  ///< the documents' good pictures, to compare the straightened ones with
    std::string status = "open", authorization, document;
    Instant submitted, expires;
    std::size_t log = 0;  ///< its line in `received`
};

struct Portal {
    std::string user_code, place;
    Decision decision = Decision::Pending;
    Instant expires;
};

struct Search {
    std::string token;
    std::vector<Place> places;
    Instant started;
    std::map<std::string, Portal> portals;
    std::set<std::string> connected, consented;
    bool shared = false;
};

/// What arrived, in counts and verdicts, without anything of a person.
struct Received {
    struct Line {
        std::string provider, status;
        bool consent_before_media = true;
        std::map<std::string, Verdict> media;
        nlohmann::json signals = nlohmann::json::object();  ///< of the capture, as the kiosk weighed them
    };
    std::vector<Line> sessions;
    nlohmann::json shares = nlohmann::json::array();
    nlohmann::json consents = nlohmann::json::array();
    int deleted = 0, revoked = 0;
};

struct World {
    explicit World(Options wanted);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    const Options options;
    Faults faults;
    Random random;
    Provider clear, idme;
    int clear_port = 0, idme_port = 0, relay_port = 0, portal_port = 0;
    std::set<std::string> categories;  ///< of the records profile, without their prefix

    std::mutex mutex;                         ///< for all below
    std::map<std::string, Account> accounts;  ///< by subject
    std::map<std::string, Authorization> authorizations;
    std::map<std::string, Grant> grants;
    std::map<std::string, Capture> captures;
    std::map<std::string, Search> searches;
    std::map<std::string, const Provider*> access_tokens;  ///< that are good
    nlohmann::json outbox = nlohmann::json::array();
    Received received;

    [[nodiscard]] std::string at(int port) const { return "https://localhost:" + std::to_string(port); }
    [[nodiscard]] Instant after(double seconds) const;
    // With the lock held:
    void deliver(const std::string& channel, const std::string& to, const std::string& code);
    Account* account_with_email(const std::string& email);
    Account& remember(Account account);
    /// The answer's tokens for an account, as the provider would sign them now.
    nlohmann::json tokens(const Provider& provider, const Account& account, const std::string& nonce);
    /// Decides a hand-off or a portal sign-in; false: there is no such code waiting.
    bool decide_phone(const std::string& user_code, bool verify, const std::string& email);
    bool decide_portal(const std::string& user_code, bool allow);
};

}  // namespace vestibule::sandbox
