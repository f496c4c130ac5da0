// work - the three hands of a visit: what it does with the provider, with the records network and with the camera.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "kiosk/visit/visit.hpp"

namespace vestibule::visit {

[[nodiscard]] journey::Outcome outcome_of(const identity::Reply& reply);

class IdentityWork {
public:
    explicit IdentityWork(Visit& visit) : visit_(visit) {}

    void check_providers(std::uint32_t request);
    void carry_out(const journey::Command& command);
    void cancel();
    void forget();
    [[nodiscard]] const identity::Identity* identity() const { return session_ ? session_->identity() : nullptr; }
    [[nodiscard]] double part() const { return part_; }
    /// What the provider said of the picture that it wants again; None where it is of another target.
    [[nodiscard]] capture::Hint retake_hint(capture::Target target) const {
        return retake_.first == target ? retake_.second : capture::Hint::None;
    }

private:
    identity::Session& session();
    identity::OnReply reply_to(std::uint32_t request, FieldId field = FieldId::None);
    void create_account(std::uint32_t request);
    void send_person(std::uint32_t request);
    void verify(std::uint32_t request);

    Visit& visit_;
    std::unique_ptr<identity::Session> session_;
    double part_ = -1;
    std::pair<capture::Target, capture::Hint> retake_{};
};

class RecordsWork {
public:
    explicit RecordsWork(Visit& visit) : visit_(visit) {}

    void carry_out(const journey::Command& command);
    void cancel();
    void forget();
    [[nodiscard]] const records::ShareReceipt* receipt() const { return session_ ? session_->receipt() : nullptr; }
    [[nodiscard]] const records::SearchProgress& progress() const { return progress_; }

private:
    records::Session& session();
    records::OnReply reply_to(std::uint32_t request);
    void search(std::uint32_t request);
    void start_portal(std::uint32_t request, std::uint16_t place);
    void send_consent(const journey::Command& command);
    void share(std::uint32_t request);

    Visit& visit_;
    std::unique_ptr<records::Session> session_;
    records::SearchProgress progress_;
    std::uint32_t search_request_ = 0;
};

/// The camera is open only between open() and close().
class CaptureWork {
public:
    explicit CaptureWork(Visit& visit) : visit_(visit) {}
    ~CaptureWork();

    void eyes_opened(Result<Eyes> eyes);
    void open(journey::Step step);
    void close();
    void take_now();
    /// Looks at the camera's health; called on each wake.
    void watch();
    void read_document();
    void forget();
    [[nodiscard]] drivers::FramePtr newest() const;
    [[nodiscard]] std::optional<drivers::TimePoint> turned() const;
    [[nodiscard]] std::optional<Visit::CameraUsed> used() const;
    [[nodiscard]] capture::Verdict verdict() const;
    [[nodiscard]] bool starting() const;

private:
    struct Looking;  // what the analysis thread shares with the main thread
    void start();
    void taken(const std::shared_ptr<Looking>& looking);
    void fill_details(const capture::Reading& reading);

    Visit& visit_;
    std::optional<Result<Eyes>> eyes_;
    std::optional<journey::Step> wanted_;
    std::shared_ptr<Looking> looking_;
    std::unique_ptr<drivers::Feed> feed_;
    std::thread reader_;
};

}  // namespace vestibule::visit
