// device_key - the one door to this kiosk's private key: where it is made and kept, by what the machine has.
//
// With a TPM 2.0 the key is made in it and never leaves it. Else the root helper seals it (systemd-creds, with a secret
// of this machine that only root can read), and vestibule-key.service puts it into memory at every start. Where neither
// is, as on a developer's machine, it is a file of mode 0600.
//
// Key and certificate are one file, a pair: whoever reads it has two that belong together, whenever the power goes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/device/key/private_key.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

enum class KeyKeeper : std::uint8_t { Nobody, Tpm, Sealed, File };
[[nodiscard]] std::string_view name_of(KeyKeeper keeper);

struct KeyPlaces {
    std::filesystem::path state;
    std::filesystem::path memory = kKeyMemory;
    std::filesystem::path hand = hand::kHandSocket;
    std::filesystem::path machine = "/";  ///< whose hardware a request names
};

class DeviceKey {
public:
    explicit DeviceKey(KeyPlaces places) : places_(std::move(places)) {}

    /// The key that a certificate is asked for: made once, and the same until `take` or `destroy`, also after a power
    /// cut where something but memory keeps it. PEM. Errors: KeyUnusable, FileUnreadable.
    Result<std::string> next(const char* curve);
    /// From now on `key` with its certificate is this kiosk's pair; the one before is wiped. A power cut leaves one of
    /// the two. Errors: FileUnreadable, HandFailed.
    Result<void> take(const std::string& key, const std::string& certificates);
    /// A key in the clear that the machine can keep better by now is sealed at once; one for the TPM comes with the
    /// next certificate. Errors: as `take`.
    Result<void> keep_better();
    /// Wipes every copy: pair, next one, what was sealed, and files of older versions. The certificate stays. Goes on
    /// after an error, and tells the first. Errors: FileUnreadable, HandFailed.
    Result<void> destroy();

    /// PEM; of the TPM only what this TPM can use. Errors: FileUnreadable, where there is none.
    [[nodiscard]] Result<std::string> current() const;
    [[nodiscard]] KeyKeeper keeper() const;

private:
    [[nodiscard]] bool can_seal() const;
    [[nodiscard]] std::filesystem::path found(const char* name) const;
    Result<void> seal(const std::string& pair);
    Result<void> take_file(const std::string& pair);

    KeyPlaces places_;
};

}  // namespace vestibule::device
