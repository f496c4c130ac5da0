// pass_door - the table of codes that were used lives until they would have expired.
#include "kiosk/device/access/pass_door.hpp"

namespace vestibule::device {

namespace {

using journal::PassRefusal;
using journal::Say;
using journal::Store;

constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS access_passes (pass BLOB NOT NULL PRIMARY KEY, until INTEGER NOT NULL) STRICT;";

PassRefusal refusal_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::PassNotSigned:
            return PassRefusal::NotSigned;
        case ErrorCode::PassWrongSite:
            return PassRefusal::WrongSite;
        case ErrorCode::PassWrongDevice:
            return PassRefusal::WrongDevice;
        case ErrorCode::PassWrongStick:
            return PassRefusal::WrongStick;
        case ErrorCode::PassWrongWay:
            return PassRefusal::WrongWay;
        case ErrorCode::PassNotYet:
            return PassRefusal::NotYet;
        case ErrorCode::PassExpired:
            return PassRefusal::Expired;
        case ErrorCode::PassRevoked:
            return PassRefusal::Revoked;
        case ErrorCode::ClockNotSet:
            return PassRefusal::ClockNotSet;
        case ErrorCode::KeyUnusable:
            return PassRefusal::NobodyTrusted;
        default:
            return PassRefusal::Unreadable;
    }
}

class Door {
public:
    Door(Store& store, const PassWanted& wanted, PassJudgement& out) : store_(store), wanted_(wanted), out_(out) {}

    Result<void> judge(std::string_view der, std::string_view anchors_pem) {
        if (auto made = store_.database().run(kSchema); !made) return made;
        const auto opened = open_pass(der, anchors_pem, wanted_.now);
        if (!opened) return stranger(refusal_of(opened.error().code));
        out_.person = opened->pass.person;
        out_.serial = opened->pass.serial;
        if (const auto good = judge_pass(opened->pass, wanted_); !good) return refuse(refusal_of(good.error().code));
        if (opened->pass.way == PassWay::Code) {
            auto first = use(*opened);
            if (!first) return std::move(first).error();
            if (!*first) return refuse(PassRefusal::Used);
        }
        out_.role = opened->pass.role;
        return store_.append(Say::pass_granted(wanted_.way, opened->pass.role, out_.person, out_.serial));
    }

private:
    /// Where nobody is trusted no pass can be tried, so none was wrong.
    Result<void> stranger(PassRefusal why) {
        if (why == PassRefusal::NobodyTrusted) return refuse(why);
        auto tries = Tries::of(store_);
        if (!tries) return std::move(tries).error();
        out_.wait = tries->left();
        if (out_.wait > std::chrono::seconds(0)) return refuse(PassRefusal::Locked);
        if (auto kept = tries->wrong(); !kept) return kept;
        out_.wait = tries->left();
        return refuse(why);
    }
    /// True when the code was not used before, and is from now on.
    Result<bool> use(const OpenedPass& opened) {
        auto& database = store_.database();
        auto forgetting = database.prepare("DELETE FROM access_passes WHERE until <= ?");
        if (auto gone = forgetting.bind(1, wanted_.now->time_since_epoch().count()).step(); !gone)
            return std::move(gone).error();
        auto inserting = database.prepare("INSERT OR IGNORE INTO access_passes (pass, until) VALUES (?, ?)");
        const std::span<const std::uint8_t> id(reinterpret_cast<const std::uint8_t*>(opened.id.data()),
                                               opened.id.size());
        auto row = inserting.bind(1, id).bind(2, opened.pass.expires.time_since_epoch().count()).step();
        if (!row) return std::move(row).error();
        return database.changes() == 1;
    }
    Result<void> refuse(PassRefusal why) {
        out_.refusal = why;
        return store_.append(Say::pass_refused(why, wanted_.way, out_.person, out_.serial));
    }

    Store& store_;
    const PassWanted& wanted_;
    PassJudgement& out_;
};

}  // namespace

Result<void> let_in(Store& store, std::string_view der, std::string_view anchors_pem, const PassWanted& wanted,
                    PassJudgement& out) {
    return Door(store, wanted, out).judge(der, anchors_pem);
}

}  // namespace vestibule::device
