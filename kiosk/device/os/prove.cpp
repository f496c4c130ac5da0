// prove - starts the program as patient and as successor, searches it where it stops, and writes the table.
#include "kiosk/device/os/prove.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

#include "kiosk/device/canary.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/privacy/os/scan.hpp"

namespace vestibule::device {

namespace {

using privacy::Finds;
using privacy::Scanner;

constexpr std::chrono::seconds kPatience{60};  // for one part of the visit; it takes a second or two
constexpr std::chrono::milliseconds kLookAgain{5};
constexpr std::size_t kPictureSamples = 16, kSample_bytes = 32;

/// A folder of its own for the proof; it ends with this.
class Stage {
public:
    static Result<Stage> set() {
        std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-prove-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            return Error{ErrorCode::FileUnreadable, pattern + ": " + std::strerror(errno)};
        return Stage(pattern);
    }
    Stage(Stage&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
    Stage& operator=(Stage&&) = delete;
    ~Stage() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    explicit Stage(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
};

/// One process of the program, which hands its memory over where it is to be searched.
class Player {
public:
    Player(const ProofOrder& order, const Stage& stage, const std::string& part) {
        std::array<int, 2> ends{-1, -1};
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
        socket_ = ends[0];
        std::vector<std::string> words{order.program, "--canary", part, "--canary-socket", std::to_string(kTheirEnd),
                                       "--runtime-dir", stage.folder() / "run", "--state-dir", stage.folder() / "state",
                                       "--window", "1080x1920"};
        words.insert(words.end(), order.arguments.begin(), order.arguments.end());
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        const int searcher = getpid();
        pid_ = fork();
        if (pid_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);  // a search that is broken off leaves no patient behind
            if (getppid() != searcher) _exit(127);
            // It is no service: systemd hears of the one that asks alone.
            for (const char* of_service : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) unsetenv(of_service);
            setenv("SDL_VIDEODRIVER", "dummy", 1);  // the display belongs to the kiosk that waits for patients
            if (dup2(ends[1], kTheirEnd) == kTheirEnd) execv(argv[0], argv.data());
            _exit(127);
        }
        close(ends[1]);
    }
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;
    ~Player() {
        if (socket_ >= 0) close(socket_);
        if (pid_ <= 0) return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
    }
    /// What is in its memory at its next stop; `words` gets what names it. Errors: NotErased.
    Result<Finds> search(const Scanner& scanner, Finds& words) const {
        return scanner.handed_over(socket_, kPatience, words);
    }
    Result<void> wait_for_end() {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (pid_ > 0 && std::chrono::steady_clock::now() < until) {
            int status = 0;
            if (waitpid(pid_, &status, WNOHANG) == pid_) {
                pid_ = -1;
                if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
            }
            std::this_thread::sleep_for(kLookAgain);
        }
        return Error{ErrorCode::NotErased, "the program did not end as it should"};
    }

private:
    static constexpr int kTheirEnd = 3;  // the first one after the three that everybody has
    int pid_ = -1, socket_ = -1;
};

Result<void> add_patient(Scanner& scanner) {
    for (const CanaryValue& value : canary_values()) scanner.add_text(value.kind(), std::string(value.text()));
    scanner.add_text(canary_token().kind(), std::string(canary_token().text()));
    auto picture = canary_picture();
    if (!picture) return std::move(picture).error();
    const privacy::WipedBytes& bytes = picture->reveal();
    for (std::size_t s = 1; s <= kPictureSamples; ++s) {
        const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / (kPictureSamples + 1) * s);
        scanner.add("picture", "JPEG", std::string(at, at + kSample_bytes));
    }
    return {};
}

struct Found {
    Finds during, before_exit, after, files;
};

Result<Found> play(const ProofOrder& order, const Stage& stage, const Scanner& scanner) {
    Found found;
    {
        Player patient(order, stage, "patient");
        for (Finds* into : {&found.during, &found.before_exit}) {
            Finds words;
            auto seen = patient.search(scanner, words);
            if (!seen) return std::move(seen).error();
            *into = std::move(seen).value();
            found.files.add(words);
        }
        if (auto ended = patient.wait_for_end(); !ended) return std::move(ended).error();
    }
    Player successor(order, stage, "successor");
    auto seen = successor.search(scanner, found.files);
    if (!seen) return std::move(seen).error();
    found.after = std::move(seen).value();
    for (const std::filesystem::path& folder :
         {stage.folder(), order.runtime_folder, std::filesystem::path("/dev/shm"),
          std::filesystem::path("/var/lib/vestibule")}) {
        found.files.add(scanner.folder(folder, std::filesystem::file_time_type::min(), {}));
    }
    if (auto ended = successor.wait_for_end(); !ended) return std::move(ended).error();
    return found;
}

constexpr const char* kNotExercised =
    "Searched: every readable page of the process of the visit and of its successor, as each hands it over, their\n"
    "arguments, environment and file names, and every file in the runtime folder, /dev/shm and the device store; each\n"
    "value in UTF-8, UTF-16, UTF-32, JSON, URL and base64 forms.\n"
    "Not exercised: the display and its driver (a memory-only display was used), the real camera, TLS and the\n"
    "network (a built-in stub answered), the provider's verdict, the record search and sharing, decoded pictures\n"
    "as they are painted, memory of the kernel, and the disk below the file system.\n";

}  // namespace

Result<Proof> prove_erasure(const ProofOrder& order) {
    std::optional<VisitGate> gate;
    if (!order.patients_are_kept_out) {
        auto closed = VisitGate::close_for_patients(order.runtime_folder);
        if (closed) gate.emplace(std::move(*closed));
    }
    if (!gate && !order.patients_are_kept_out)
        return Error{ErrorCode::NotErased, "a patient is being served; nothing was tried"};
    auto stage = Stage::set();
    if (!stage) return std::move(stage).error();
    Scanner scanner;
    if (auto added = add_patient(scanner); !added) return std::move(added).error();
    auto played = play(order, *stage, scanner);
    if (!played) return std::move(played).error();
    const Found& found = *played;
    Proof proof{.proved = true, .table = fmt::format("{:<12} {:>12} {:>12} {:>12} {:>8}\n", "kind", "in the visit",
                                                     "before exit", "afterwards", "files")};
    for (const std::string& kind : scanner.kinds()) {
        proof.table += fmt::format("{:<12} {:>12} {:>12} {:>12} {:>8}\n", kind, found.during.of(kind),
                                   found.before_exit.of(kind), found.after.of(kind), found.files.of(kind));
        // A search that never saw the value proves nothing by not seeing it later.
        if (found.during.of(kind) == 0) proof.proved = false;
    }
    if (found.before_exit.all() + found.after.all() + found.files.all() != 0) proof.proved = false;
    std::ifstream swaps("/proc/swaps");
    const auto lines = std::count(std::istreambuf_iterator<char>(swaps), {}, '\n');
    proof.table += fmt::format("\nswap: {}\n", lines > 1 ? "in use; a kiosk should have none" : "none");
    proof.table += proof.proved ? "\nErased: proved.\n\n" : "\nErased: NOT proved.\n\n";
    proof.table += found.before_exit.told() + found.after.told() + found.files.told();
    proof.table += kNotExercised;
    return proof;
}

}  // namespace vestibule::device
