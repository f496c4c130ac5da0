// kiosk - starts the real kiosk as a child, and sees, touches and steers it as a test or the demo needs.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/sandbox/sandbox.hpp"

namespace vestibule::automation {

/// What a test expected and did not get; the message names the step.
class Unexpected : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct KioskLaunch {
    std::string program = "vestibule-dev";
    std::string camera = "simulated:desk";
    std::string window = "1080x1920";
    std::map<std::string, std::string> environment;  ///< SDL_VIDEODRIVER and the like
    std::vector<std::string> more;                   ///< further options
    std::string delivery_key;                        ///< a file; empty: nothing is kept for later
    bool forever = true;
    std::vector<std::string> under;                  ///< a command that runs the kiosk, such as strace with its options
    std::filesystem::path runtime;                   ///< the runtime folder; empty: one of its own
    std::filesystem::path state;                     ///< the device store's folder; empty: one of its own
    std::filesystem::path machine;                   ///< a MadeUpMachine's folder; empty: none
    std::filesystem::path says;                      ///< where its output goes; empty: where the test's goes
};

/// A running `vestibule-dev --forever`. Every process of it serves one visit; the connection follows.
class Kiosk {
public:
    Kiosk(const sandbox::Sandbox& services, const KioskLaunch& launch);
    ~Kiosk();
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    /// Asks once; throws when the kiosk does not answer within the patience.
    nlohmann::json ask(const nlohmann::json& request);
    /// Asks; throws Unexpected when the answer is not ok.
    nlohmann::json must(const nlohmann::json& request);

    nlohmann::json state();
    std::string step();
    /// Waits until the step is `step` and no request is pending; throws after the patience.
    void wait_for(const std::string& step, std::chrono::seconds patience = std::chrono::seconds(40));
    /// Waits until any of the steps is there, pending or not, and names it.
    std::string wait_for_any(const std::vector<std::string>& steps,
                             std::chrono::seconds patience = std::chrono::seconds(40));
    void wait_until(const std::function<bool(const nlohmann::json&)>& state_is, const std::string& what,
                    std::chrono::seconds patience = std::chrono::seconds(40));
    /// Presses as soon as the node is there and acts.
    void press(const std::string& id);
    void press(const std::string& role, const std::string& label);
    void type(const std::string& field, const std::string& text);
    void key(const std::string& name, bool shift = false);
    void steer(const nlohmann::json& camera);
    void advance(std::chrono::milliseconds by);
    nlohmann::json tree(bool secrets = false);
    /// The node with this id, or null.
    nlohmann::json node(const std::string& id, bool secrets = false);
    /// A text that the node with this id carries; empty where there is no such node now.
    std::string said(const std::string& id, const std::string& member);
    /// What a speaker says of the node that has the focus.
    std::string heard();
    /// All labels of the screen, in reading order.
    std::vector<std::string> words();

    [[nodiscard]] int pid() const { return pid_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    /// Where its device store is.
    [[nodiscard]] const std::filesystem::path& state_folder() const { return state_folder_; }
    /// Of the made-up machine; empty: none.
    [[nodiscard]] const std::filesystem::path& machine() const { return machine_; }
    /// Ends the kiosk; the exit code of its parent process.
    int stop();

private:
    void connect();
    void disconnect();
    void patiently(const std::function<bool()>& done, const std::string& what, std::chrono::seconds patience);

    std::filesystem::path folder_, state_folder_, machine_;
    bool owns_state_;
    std::string socket_path_;
    int pid_ = -1;
    int socket_ = -1;
    std::string received_;
};

}  // namespace vestibule::automation
