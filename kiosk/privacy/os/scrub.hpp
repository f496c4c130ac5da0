// scrub - what returned functions left on the stack of the thread that calls.
#pragma once

namespace vestibule::privacy {

/// Overwrites the stack below the caller, as deep as the kiosk's functions ever reached.
void scrub_stack() noexcept;

}  // namespace vestibule::privacy
