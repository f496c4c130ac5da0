// canary - `vestibule --canary`: a fixed synthetic patient plays a visit with a built-in stub of the services.
#pragma once

#include "ui/app/app.hpp"

namespace vestibule::ui {

/// Plays the patient, and hands the process's memory to the search outside three times: with everything of the patient
/// there, before it exits, and, as `Part::Successor`, once *Erased* is shown. What is not heard ends the process.
class CanaryRun final : public Extras {
public:
    enum class Part { Patient, Successor };
    CanaryRun(Part part, int socket) : part_(part), socket_(socket) {}

    const drivers::Clock& clock() override { return clock_; }
    std::string camera_module(const std::string&) override { return {}; }
    std::unique_ptr<net::Client> client(const std::vector<identity::Profile>& profiles) override;
    std::optional<drivers::CameraFactory> camera() override;
    void start(Stage&) override {}
    void pump(Stage& stage) override;
    void before_erasing(App&) override {}
    void before_exit() override;

private:
    void play(App& app);
    bool press(App& app, const char* id);
    void fill(App& app);

    void be_searched() const;

    Part part_;
    int socket_;
    drivers::SystemClock clock_;
    bool looked_ = false;
};

/// Stands in for every service of a visit up to the provider's verdict, which it never gives. Opens no connection.
[[nodiscard]] std::unique_ptr<net::Client> make_stub_client(const std::vector<identity::Profile>& profiles);

}  // namespace vestibule::ui
