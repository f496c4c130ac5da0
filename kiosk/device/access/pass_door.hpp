// pass_door - whether a pass opens the door of technician mode now, and what the journal is told of it.
#pragma once

#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/access/tries.hpp"

namespace vestibule::device {

struct PassJudgement {
    std::optional<StaffRole> role;   ///< let in, as this
    int person = 0, serial = 0;      ///< 0 where the signature does not hold
    journal::PassRefusal refusal{};  ///< why not
    std::chrono::seconds wait{};     ///< locked for so long
};

/// Judges a pass and writes what came of it into the journal. To be called within a transaction of the store: then a
/// code counts once, whatever happens to the machine. What nobody known has signed counts as a wrong try and is not
/// looked at while the door is locked for those; a pass that is signed cannot be guessed, and no lock stops it.
/// `anchors_pem`: whom to believe; empty: nobody. Errors: StoreFailed.
[[nodiscard]] Result<void> let_in(journal::Store& store, std::string_view der, std::string_view anchors_pem,
                                  const PassWanted& wanted, PassJudgement& out);

}  // namespace vestibule::device
