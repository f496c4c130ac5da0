// printer - a receipt printer: is it ready, and does it print these lines? Nothing is spooled; no file of it is left.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

enum class PrinterState : std::uint8_t { Ready, NoPaper, OffLine, Trouble };

class Printer {
public:
    virtual ~Printer() = default;
    /// Errors: FileUnreadable: it is not there, or does not tell.
    virtual Result<PrinterState> state() = 0;
    /// Prints and cuts. Waits at most five seconds for the printer to take it. Errors: FileUnreadable.
    virtual Result<void> print(const std::vector<std::string>& lines) = 0;
};

/// What goes to an ESC/POS printer; characters that its first code page lacks become '?'.
[[nodiscard]] std::string escpos(const std::vector<std::string>& lines);

/// The kernel's usblp device.
[[nodiscard]] std::unique_ptr<Printer> make_escpos_printer(std::filesystem::path device);

/// Keeps what it printed, and fails on demand.
class SimulatedPrinter final : public Printer {
public:
    Result<PrinterState> state() override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated printer"};
        return stands;
    }
    Result<void> print(const std::vector<std::string>& lines) override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated printer"};
        if (stands != PrinterState::Ready) return Error{ErrorCode::FileUnreadable, "simulated printer"};
        printed.push_back(escpos(lines));
        return {};
    }
    bool missing = false;
    PrinterState stands = PrinterState::Ready;
    std::vector<std::string> printed;
};

}  // namespace vestibule::drivers
