// enclosure - the kiosk's case: once it was opened nobody is served until a technician has signed it off.
#pragma once

#include <memory>

#include "drivers/switches/switches.hpp"
#include "kiosk/device/obligations/ledger.hpp"

namespace vestibule::device {

/// How the case stands now. NoSwitch: this kiosk has nothing that could tell.
enum class CaseStands : std::uint8_t { NoSwitch, Closed, Open, Unreadable };

/// In the state folder from the moment on in which it was seen open; a file that cannot be read says the same.
inline constexpr const char* kCaseMark = "case-opened.json";
[[nodiscard]] bool case_was_opened(const std::filesystem::path& state_folder);
/// Since when, RFC 3339; empty where the mark does not say so, or is not there.
[[nodiscard]] std::string case_opened_at(const std::filesystem::path& state_folder);

/// Used by the main thread of whoever stands at the screen.
class Enclosure {
public:
    /// `cover`: closed is on; null where this kiosk has none. The ledger and the clock outlive it.
    Enclosure(std::filesystem::path state_folder, std::unique_ptr<drivers::Switch> cover, Ledger& ledger,
              const drivers::Clock& clock, std::function<void(const Error&)> complain);

    /// Asks the switch. Seen open, the mark is on the disk first, then the journal tells of it: after a power cut
    /// between the two the journal hears of it with the next look.
    CaseStands look();
    /// Nobody may be served: it was opened, or its mark could not be written.
    [[nodiscard]] bool closes_kiosk() const { return opened_; }
    /// The last look's error, for whoever tells of faults.
    [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

    /// In the journal first, then the mark goes. Errors: CaseOpened (it still is), SealUnreadable, StoreFailed,
    /// FileUnreadable.
    Result<void> sign_off(journal::SealReason reason, int person);

private:
    void mark();
    void tell();

    std::filesystem::path state_folder_;
    std::unique_ptr<drivers::Switch> cover_;
    Ledger* ledger_;
    const drivers::Clock* clock_;
    std::function<void(const Error&)> complain_;
    std::optional<Error> trouble_;
    bool opened_ = false, told_ = true;
};

}  // namespace vestibule::device
