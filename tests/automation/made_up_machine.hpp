// made_up_machine - a computer as files, whose devices a test or the demo takes away and gives back: touch screen,
// keypad, sound card, printer, case.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vestibule::automation {

/// In the folder, beside the kernel's own files: what the made-up case and printer say of themselves.
inline constexpr const char *kCaseFile = "case", *kPrinterFile = "printer";
inline constexpr const char* kMadeUpPrinter = "simulated:receipts";

class MadeUpMachine {
public:
    enum class Part { Touch, Keypad, Sound };
    explicit MadeUpMachine(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Everything is there and well.
    void make_whole() const;
    void plug(Part part) const;
    void unplug(Part part) const;
    void say_case(std::string_view word) const { put(kCaseFile, std::string(word) + "\n"); }        ///< closed, open
    void say_printer(std::string_view word) const { put(kPrinterFile, std::string(word) + "\n"); }  ///< ready, no-paper
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    void put(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::filesystem::path touch() const;
    std::filesystem::path folder_;
};

}  // namespace vestibule::automation
