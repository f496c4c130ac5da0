// inspection - the record that NIST SP 800-63A asks of an unattended kiosk: who looked at it, when, its seals, what was
// looked at.
#pragma once

#include <map>

#include "kiosk/device/journal/keys.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

/// What an inspector looks at. Every one must be answered.
struct InspectionItem {
    std::string_view id, question;
};
[[nodiscard]] const std::vector<InspectionItem>& inspection_items();

enum class ItemState : std::uint8_t { Ok, Bad, NotApplicable };

struct Inspection {
    std::string who;  ///< the inspector's number or name, as the site's list has it; never a patient's
    drivers::WallTime when{};
    std::vector<std::string> seals;          ///< the numbers of the seals as they were left
    std::map<std::string, ItemState> items;  ///< by InspectionItem::id
    [[nodiscard]] bool all_good() const;
};

/// "seals=ok,case=bad,..." with every item once. Errors: BadOption, with the item that is wrong or missing.
Result<std::map<std::string, ItemState>> read_checklist(std::string_view text);

/// Adds a signed record; the newest few are kept. Errors: BadOption, FileUnreadable, KeyUnusable.
Result<void> record_inspection(const std::filesystem::path& state_folder, const Inspection& inspection,
                               const journal::Key& key);
/// Oldest first; those whose signature is not `key`'s, or does not hold, are left out and counted.
struct Inspections {
    std::vector<Inspection> records;
    int not_believed = 0;
};
[[nodiscard]] Inspections read_inspections(const std::filesystem::path& state_folder,
                                           const std::optional<journal::PublicKey>& key);

[[nodiscard]] Finding judge_inspections(const Inspections& inspections, int period_days, drivers::WallTime now);

}  // namespace vestibule::diagnostics
