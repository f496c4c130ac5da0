// enrolment - this kiosk's place in its facility: getting its certificate, renewing it, and fetching the site's bundle.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "drivers/clock/clock.hpp"
#include "drivers/machine/machine.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/enrolment/claim.hpp"
#include "kiosk/device/enrolment/est.hpp"
#include "kiosk/device/enrolment/standing.hpp"
#include "kiosk/device/key/device_key.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/net/client.hpp"

namespace vestibule::device {

struct Outcome {
    EnrolmentStanding standing;
    std::string detail;                             ///< an error's sentence, or empty
    std::optional<std::chrono::seconds> ask_again;  ///< what the server asks for, where it does
};

/// What is remembered of the claim, without its code.
struct EnrolmentRecord {
    std::string url, site, name, place, proxy, infrastructure;
};

class Enrolment {
public:
    using MakeClient = std::function<std::unique_ptr<net::Client>(net::Trust)>;
    /// All files but the key are in the state folder: device.crt, enrolment-ca.pem, enrolment.toml. The key is where
    /// DeviceKey keeps it.
    Enrolment(KeyPlaces places, std::string device, const drivers::Clock& clock,
              MakeClient make_client = net::make_client);
    Enrolment(std::filesystem::path state, std::string device, const drivers::Clock& clock,
              MakeClient make_client = net::make_client)
        : Enrolment(KeyPlaces{.state = std::move(state)}, std::move(device), clock, std::move(make_client)) {}

    /// One attempt; after Pending the same claim may be given again. Blocks for as long as the network takes.
    [[nodiscard]] Outcome enrol(const Claim& claim);
    /// Renews the certificate when it is due, with a new key; a key that can be kept better by now
    /// is. Blocks.
    [[nodiscard]] Outcome renew();
    /// By the files and the clock alone.
    [[nodiscard]] Outcome standing() const;

    /// Nothing when a patient is being served.
    using KeepOut = std::function<std::optional<VisitGate>()>;
    struct Pulled {
        Outcome outcome;
        std::optional<int> serial;  ///< of a bundle that was applied just now
    };
    /// Fetches the site's bundle over the kiosk's own certificate, with the ETag of the last one, and applies a newer
    /// one. Blocks; patients are kept out only while a bundle that came is applied.
    [[nodiscard]] Pulled pull(const KeepOut& keep_patients_out);

    /// Whom a first bundle is measured by: the facility's CA and site; nothing while this kiosk is not enrolled.
    [[nodiscard]] std::optional<FirstTrust> first_trust() const;
    [[nodiscard]] Result<EnrolmentRecord> record() const;
    [[nodiscard]] Result<Life> life() const;
    /// How the facility's server is verified and reached once this kiosk is enrolled.
    [[nodiscard]] Result<net::Trust> own_trust() const;
    [[nodiscard]] KeyKeeper key_keeper() const { return key_.keeper(); }

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const { return state_ / name; }
    [[nodiscard]] KeyFiles own_files() const;
    Result<std::vector<std::string>> authorities(net::Client& client, const Claim& claim) const;
    [[nodiscard]] bool clock_is_wrong() const;
    using NamedText = std::pair<const char*, std::string>;
    Outcome finish(const Result<net::Response>& answer, const std::string& key,
                   const std::vector<std::string>& authorities, std::vector<NamedText> files);
    Outcome take_bundle(const net::Response& answer, std::optional<int>& serial) const;

    std::filesystem::path state_;
    DeviceKey key_;
    std::filesystem::path memory_;
    drivers::Machine machine_;
    std::string device_;
    const drivers::Clock& clock_;
    MakeClient make_client_;
};

/// What an error of the network means for the kiosk's standing.
[[nodiscard]] Outcome outcome_of(const Error& error);

}  // namespace vestibule::device
