// export - the whole journal as a signed text file that anybody can check without this kiosk.
#pragma once

#include "kiosk/device/journal/keys.hpp"
#include "kiosk/device/journal/store.hpp"

namespace vestibule::journal {

/// How far an export reached: so many entries, the last with this hash.
struct Reach {
    std::int64_t count = 0;
    Hash head{};
    bool operator==(const Reach&) const = default;
};

struct Export {
    std::string store;  ///< the journal's identity, 32 hex digits
    PublicKey key{};
    std::int64_t hour = 0;  ///< when it was made
    Reach reach;
    std::optional<Reach> previous;  ///< of the export before this one; none: it is the first
    std::vector<Entry> entries;
    std::string signed_text;  ///< what the signature covers
    Signature signature{};
};

/// The text of an export of all that the store holds. Errors: StoreFailed, KeyUnusable.
Result<std::string> make_export(Store& store, const Key& key);
/// Before the file is written: the store remembers how far it reaches, so that the next export can name it.
Result<void> note_export(Store& store);

/// Reads the form and judges nothing. Errors: ExportInvalid, with the line.
Result<Export> read_export(std::string_view text);

}  // namespace vestibule::journal
