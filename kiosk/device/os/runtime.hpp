// runtime - what one process of the kiosk leaves for the next in the runtime folder: how the visit ended, never whose.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "drivers/machine/machine.hpp"
#include "kiosk/device/os/page_file.hpp"
#include "kiosk/device/os/runtime_folder.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// The file in the runtime folder that a visit locks.
inline constexpr const char* kVisitLock = "visit";
/// The empty file that says that a kiosk has been usable since the machine's start.
inline constexpr const char* kUsableMark = "usable";
inline constexpr const char* kStaffHere = "staff-here";

/// What the successor's checks came to, for the erasure receipt.
enum class Check : std::uint8_t { Passed, Failed, NotMade };
struct Checks {
    Check process = Check::NotMade, folder = Check::NotMade, cores = Check::NotMade;
    Check swap = Check::NotMade;  ///< also not made: there is a swap, and what went through it cannot be known
};

/// What a successor inherits.
struct Legacy {
    bool finished = false;  ///< false: the process died in its visit
    std::string ending;     ///< "done", "stopped", ...
    std::string language = "en";
    int text_size = 0, theme = 0;
    std::vector<std::string> erased;    ///< catalog keys of the kinds of data
    int pid = 0;                        ///< of the process that wrote it
    std::int64_t erasing_since_ms = 0;  ///< on the monotonic clock; 0: it did not come so far
    std::int64_t wiped_ms = -1;         ///< how long its own wiping took; -1: not known
    std::int64_t swapped_kb = -1;       ///< of it, in swap at its end; -1: not known
    bool still_to_deliver = false;      ///< a service must still be told something
};

/// The runtime folder: the visit's lock and the legacy. Missing folders are made, mode 0700.
class Runtime {
public:
    /// Errors: FileUnreadable.
    static Result<Runtime> open(const std::filesystem::path& folder);
    Runtime(Runtime&& other) noexcept;
    Runtime& operator=(Runtime&&) = delete;
    ~Runtime();

    /// Takes the legacy out of the folder; nothing when there was no visit before. A legacy that cannot be read counts
    /// as a visit that died.
    std::optional<Legacy> take_legacy();
    /// Also where the folder's disk is full: the legacy has had its place since `open`.
    Result<void> leave(const Legacy& legacy);
    void leave_nothing();

    /// Shared while a patient is here; update, health test and reboot want it exclusively.
    Result<void> lock_visit();

    /// This kiosk could serve: a slot that is on trial may be called good. Errors: FileUnreadable.
    Result<void> mark_usable();

    /// Whether the predecessor is gone and left nothing: no file here, no core, nothing in swap. Waits a little for a
    /// process that is on its way out. `checks`, if any, learns what each of them came to.
    [[nodiscard]] Result<void> check_forgotten(const Legacy& legacy, Checks* checks = nullptr,
                                               const drivers::Machine& machine = drivers::Machine()) const;

private:
    explicit Runtime(std::filesystem::path folder);
    std::filesystem::path folder_;
    PageFile legacy_;
    int lock_ = -1;
};

/// No core file, no ptrace, no swap of what is locked: called first of all.
void keep_memory_private();

}  // namespace vestibule::device
