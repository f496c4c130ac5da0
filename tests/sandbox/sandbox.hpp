// sandbox - starts the real stand-in services for a test, steers them, and stops them.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vestibule::sandbox {

struct Launch {
    double search_seconds = 0.3;
    double processing_seconds = 0.3;
    double code_seconds = 600;
    double session_seconds = 1200;
    int interval_seconds = 1;
    unsigned seed = 1;
};

/// What the services received, in counts and verdicts.
struct Arrivals {
    struct Picture {
        std::size_t bytes = 0;
        std::string verdict;  ///< "good" or the reason for a retake
    };
    struct Session {
        std::string provider, status;
        bool consent_before_media = false;
        std::map<std::string, Picture> media;
        std::map<std::string, std::pair<double, double>> signals{};  ///< strength and confidence, by name
    };
    struct Share {
        int places = 0;
        std::vector<std::string> categories;
    };
    struct Consent {
        int places = 0;
        std::string decision;
    };
    std::vector<Session> sessions;
    std::vector<Share> shares;
    std::vector<Consent> consents;
    int deleted = 0;  ///< sessions and searches
    int revoked = 0;  ///< access tokens
};

/// One running `vestibule-sandbox` with a directory of its own. A mistake in using it throws std::runtime_error.
class Sandbox {
public:
    explicit Sandbox(const Launch& launch = {});
    ~Sandbox();  ///< ends the program and removes the directory
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    [[nodiscard]] int clear_port() const { return clear_port_; }
    [[nodiscard]] int idme_port() const { return idme_port_; }
    [[nodiscard]] int relay_port() const { return relay_port_; }
    [[nodiscard]] int portal_port() const { return portal_port_; }
    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
    [[nodiscard]] std::filesystem::path profiles() const { return directory_ / "profiles"; }
    [[nodiscard]] std::filesystem::path profile(const std::string& id) const { return profiles() / (id + ".toml"); }
    [[nodiscard]] std::string ca_file() const { return directory_ / "ca.pem"; }
    [[nodiscard]] std::string client_certificate() const { return directory_ / "kiosk.pem"; }
    [[nodiscard]] std::string client_key() const { return directory_ / "kiosk.key"; }
    [[nodiscard]] std::string control_socket() const { return directory_ / "control.sock"; }
    [[nodiscard]] int pid() const { return pid_; }

    /// The newest code that went to `to` by "email" or "phone" and was not asked for before; waits until it is there.
    std::string code(const std::string& channel, const std::string& to,
                     std::chrono::seconds patience = std::chrono::seconds(20));

    /// A code that was sent.
    struct Message {
        std::string channel, to, code;
    };
    /// Every code that was sent so far, oldest first.
    [[nodiscard]] std::vector<Message> outbox() const;

    /// Every token that was given out for a patient's pictures or search and is still good.
    [[nodiscard]] std::vector<std::string> tokens() const;

    struct FaultOrder {
        std::string service = "all";  ///< clear, idme, relay, records, portal, all
        std::string kind{};           ///< slow, cut, status, garbage, expired_certificate
        std::string path{};           ///< a part of the path; empty: any
        double seconds = 30;
        int status = 503;
        int times = -1;               ///< negative: until cleared
    };
    void fault(const FaultOrder& order);
    void clear_faults();
    /// What the patient does on their phone; false: no such code is waiting. An e-mail chooses who it is.
    bool phone(const std::string& user_code, bool verify, const std::string& email = {});
    bool portal(const std::string& user_code, bool allow);
    [[nodiscard]] Arrivals received() const;
    /// Ends the program as a service manager would; returns its exit code, or -1.
    int stop();

private:
    void start(const Launch& launch);

    std::filesystem::path directory_;
    int pid_ = -1, stdin_ = -1;
    int clear_port_ = 0, idme_port_ = 0, relay_port_ = 0, portal_port_ = 0;
    std::map<std::string, std::size_t> codes_taken_;
};

}  // namespace vestibule::sandbox
