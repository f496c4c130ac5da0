// prove - the proof of erasure on a deployed kiosk: the real program, a synthetic patient, and a search from outside.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct ProofOrder {
    std::string program;                    ///< `vestibule`
    std::vector<std::string> arguments;     ///< such as --config FILE
    std::filesystem::path runtime_folder;   ///< whose visit lock is held meanwhile
    bool patients_are_kept_out = false;     ///< whoever asks holds that lock already
};

struct Proof {
    bool proved = false;
    std::string table;  ///< the page for an auditor: counts, what was searched, what was not exercised
};

/// Errors: NotErased (a visit runs, so nothing was tried; the program did not do its part), FileUnreadable.
[[nodiscard]] Result<Proof> prove_erasure(const ProofOrder& order);

}  // namespace vestibule::device
