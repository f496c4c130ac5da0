// program_test - the real `vestibulectl`, from a folder of files and a claim to a kiosk that uses its site's bundle.
#include <thread>

#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/enrolment/est.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "tests/ctl/program.hpp"
#include "tests/device/access/stick_kit.hpp"
#include "tests/flows/noted_hand.hpp"
#include "tests/net/certificates.hpp"
#include "tests/sandbox/est.hpp"
#include "tests/sandbox/hawkbit.hpp"

namespace vestibule::ctl {
namespace {

using ::testing::HasSubstr;
using testing::Program;

TEST_F(Program, ABundleFromTheDeskToTheKiosk) {
    const net::testing::Authority ca;
    const auto signer = ca.sign("DNS:signer.example", -3600, 3600, "codeSigning");
    make_bundle(7, net::testing::pem_of(signer.certificate), net::testing::pem_of(signer.key));
    EXPECT_THAT(run("bundle verify site.bundle --signer signer.pem", 0), HasSubstr("no errors"));
    EXPECT_THAT(run("bundle verify site.bundle --signer signer.pem --site southside", 1), HasSubstr("E123"));
    EXPECT_THAT(run("bundle show site.bundle --signer signer.pem", 0), HasSubstr("file     vestibule.toml"));
    EXPECT_THAT(run("bundle show site.bundle --signer signer.pem", 0),
                HasSubstr("text     es help: Llame al 555-0100."));
    const std::string kiosk = "--state-dir state --runtime-dir run --device k1";
    EXPECT_THAT(run("bundle apply site.bundle " + kiosk, 1), HasSubstr("nobody was named whom to believe"));
    EXPECT_THAT(run("bundle apply site.bundle --signer signer.pem --site northside " + kiosk, 0),
                HasSubstr("serial   7"));
    EXPECT_EQ(place_.read("state/site/current/vestibule.toml"),
              "[facility]\nname = \"No 7\"\ntexts = \"branding/texts.toml\"\n");
    EXPECT_THAT(run("bundle apply site.bundle " + kiosk, 1), HasSubstr("E125"));
    EXPECT_THAT(run("bundle apply site.tar " + kiosk, 1), HasSubstr("E121"));
}

TEST_F(Program, AKeyFromTheDeskToTheDoor) {
    const net::testing::Authority ca;
    const auto signer = ca.sign("DNS:signer.example", -3600, 3600, "codeSigning");
    const auto stranger = ca.sign("DNS:kiosk.example", -3600, 3600, "clientAuth");
    place_.write("signer.pem", net::testing::pem_of(signer.certificate));
    place_.write("signer.key", net::testing::pem_of(signer.key));
    place_.write("ca.pem", net::testing::pem_of(ca.own().certificate));
    place_.write("other.pem", net::testing::pem_of(stranger.certificate));
    place_.write("other.key", net::testing::pem_of(stranger.key));
    const std::string root = " --machine-root root";
    device::testing::make_stick(place_ / "root", place_ / "stick");
    const std::string by = " --certificate signer.pem --key signer.key";
    const std::string who = "access key --site northside --person 17 --serial 4711 --out ";
    EXPECT_THAT(run(who + "stick/17.pass" + by, 64), HasSubstr("no USB stick with a serial number"));
    EXPECT_THAT(run(who + "stick/17.key" + by + root, 64), HasSubstr("end with .pass"));
    EXPECT_THAT(run(who + "stick/17.pass --expires tomorrow" + by + root, 64), HasSubstr("--expires"));
    EXPECT_THAT(run(who + "stick/17.pass --expires 2099-01-01T00:00:00Z" + by + root, 1),
                HasSubstr("at most 400 days"));
    EXPECT_THAT(run(who + "stick/17.pass --certificate signer.pem --key other.key" + root, 1), HasSubstr("E453"));
    EXPECT_FALSE(std::filesystem::exists(place_ / "stick/17.pass"));
    EXPECT_THAT(run(who + "stick/17.pass" + by + root, 0), HasSubstr("stick    0781:5581:4C53"));
    const std::string show = "access show stick/17.pass --signer ca.pem" + root;
    const std::string shown = run(show + " --site northside", 0);
    for (const char* line : {"pass     key on a stick", "person   17", "role     technician", "serial   4711",
                             "devices  every kiosk of the site", "signer   CN=", "expires  2"})
        EXPECT_THAT(shown, HasSubstr(line));
    EXPECT_THAT(run(show + " --site southside", 1), HasSubstr("E143"));
    EXPECT_THAT(run("access show stick/17.pass --signer other.pem" + root, 1), HasSubstr("E142"));
    EXPECT_THAT(run("access show signer.pem --signer ca.pem", 1), HasSubstr("E141"));
    EXPECT_THAT(run("access show stick/17.pass --signer ca.pem", 1), HasSubstr("E145")) << "on no stick at all";
    EXPECT_THAT(run(who + "copies.pass --any-stick --role facility-it" + by, 0), HasSubstr("stick    any"));
    EXPECT_THAT(run("access show copies.pass --signer ca.pem", 0), HasSubstr("role     facility-it"));
    EXPECT_THAT(run(who + "other.pass --any-stick --certificate other.pem --key other.key", 0),
                HasSubstr("person   17"));
    EXPECT_THAT(run("access show other.pass --signer ca.pem", 1), HasSubstr("E142")) << "a kiosk's key makes none";

    const std::string kiosk = " --state-dir state --runtime-dir run" + root;
    std::filesystem::create_directories(place_ / "empty");
    EXPECT_THAT(run("access offer --from empty" + kiosk, 0), HasSubstr("no key"));
    {
        auto runtime = device::Runtime::open(place_ / "run");
        ASSERT_TRUE(runtime->lock_visit().ok());
        EXPECT_THAT(run("access offer --from stick" + kiosk, 75), HasSubstr("a patient is being served"));
        EXPECT_FALSE(device::is_offered(place_ / "run"));
    }
    EXPECT_THAT(run("access offer --from stick" + kiosk, 0), HasSubstr("offered"));
    const auto offer = device::take_offer(place_ / "run");
    ASSERT_TRUE(offer);
    EXPECT_EQ(offer->medium, "0781:5581:4C53");
    EXPECT_EQ(offer->passes.at(0), place_.read("stick/17.pass"));
    EXPECT_THAT(run("bundle apply --if-awaited --from stick --state-dir state --runtime-dir run", 0),
                HasSubstr("no bundle on the stick"))
        << "a key is no bundle that is missing";
    place_.write("stick/site.bundle", "a bundle that this kiosk without a site awaits");
    EXPECT_THAT(run("access offer --from stick" + kiosk, 0), HasSubstr("bundle comes first"));
    EXPECT_FALSE(device::is_offered(place_ / "run"));
}

TEST_F(Program, ACodeForTheKiosksCamera) {
    const net::testing::Authority ca;
    const auto signer = ca.sign("DNS:signer.example", -3600, 3600, "codeSigning");
    place_.write("signer.pem", net::testing::pem_of(signer.certificate));
    place_.write("signer.key", net::testing::pem_of(signer.key));
    place_.write("ca.pem", net::testing::pem_of(ca.own().certificate));
    const std::string make =
        "access qr --site northside --person 5 --role facility-it --serial 9 "
        "--certificate signer.pem --key signer.key";
    const std::string said = run(make + " --out code.png --out code.svg", 0);
    const std::string text = said.substr(0, said.find('\n'));
    EXPECT_THAT(text, ::testing::StartsWith("VESTIBULE:PASS:"));
    EXPECT_THAT(said, HasSubstr("code before the camera, once a kiosk"));
    EXPECT_THAT(place_.read("code.svg"), HasSubstr("<svg"));
    EXPECT_THAT(place_.read("code.png").substr(0, 4), HasSubstr("PNG"));
    EXPECT_THAT(run("access show - --signer ca.pem --site northside", 0, text + "\n"), HasSubstr("person   5"));
    EXPECT_THAT(run(make + " --expires 2099-01-01T00:00:00Z", 1), HasSubstr("at most 7 days"));
    EXPECT_THAT(run(make, 0), HasSubstr("▀")) << "on the terminal";
    const std::string lean = run(make + " --known-signer", 0);
    EXPECT_LT(lean.substr(lean.find("VESTIBULE")).find('\n'), text.size() - 400);
    EXPECT_THAT(run("access qr --site northside", 64), HasSubstr("--person"));
}

TEST_F(Program, NoBundleIsAppliedWhileAPatientIsServed) {
    const net::testing::Authority ca;
    const auto signer = ca.sign("DNS:signer.example", -3600, 3600, "codeSigning");
    make_bundle(7, net::testing::pem_of(signer.certificate), net::testing::pem_of(signer.key));
    const std::string apply =
        "bundle apply site.bundle --signer signer.pem --state-dir state --runtime-dir run --device k1";
    {
        auto visit = device::Runtime::open(place_ / "run");
        ASSERT_TRUE(visit.ok() && visit->lock_visit().ok());
        EXPECT_THAT(run(apply, 75), HasSubstr("a patient is being served"));
        EXPECT_FALSE(std::filesystem::exists(place_ / "state"));
    }
    run(apply, 0);
}

TEST_F(Program, AClaimFromTheDeskToTheKiosk) {
    sandbox::EstServer server;
    server.add_claim("K7-one-time");
    server.answer_202_first(1);
    place_.write("ca.pem", server.authority_pem());
    const std::string printed = run(fmt::format("enroll qr --url {} --site northside --ca ca.pem --code K7-one-time "
                                                "--name 'Kiosk 7' --place Lobby --out claim.svg",
                                                server.url()),
                                    0);
    const std::string kiosk = "--state-dir state --runtime-dir run --device k1 ";
    EXPECT_THAT(run("enroll " + kiosk + "status", 1), HasSubstr("not enrolled"));
    EXPECT_THAT(run("enroll " + kiosk + "--claim -", 75, printed), HasSubstr("pending\nask again in 30 s"));
    EXPECT_THAT(run("enroll " + kiosk + "--claim -", 0, printed), HasSubstr("enrolled"));
    EXPECT_THAT(run("enroll " + kiosk + "--claim -", 1, printed), HasSubstr("claim refused"));
    const std::string standing = run("enroll " + kiosk + "status", 0);
    EXPECT_THAT(standing, HasSubstr("name     Kiosk 7"));
    EXPECT_THAT(standing, HasSubstr("place    Lobby"));
    const auto [certificate, key] = server.signer();
    make_bundle(3, certificate, key);
    server.serve_bundle(place_.read("site.bundle"), "\"3\"");
    EXPECT_THAT(run("enroll " + kiosk + "pull", 0), HasSubstr("bundle 3 is in use now"));
    EXPECT_THAT(run("enroll " + kiosk + "status", 0), HasSubstr("bundle   3"));
    EXPECT_THAT(run("enroll " + kiosk + "renew", 0), HasSubstr("enrolled"));
}

TEST_F(Program, PicturesThatCannotBeReadAreNamed) {
    std::filesystem::create_directories(place_ / "folder");
    place_.write("noise.jpg", std::string(3000, 'n'));
    const std::string said = run("capture analyze folder nothing.jpg noise.jpg", 2);
    EXPECT_THAT(said, HasSubstr("folder: the file cannot be read"));
    EXPECT_THAT(said, HasSubstr("nothing.jpg: the file cannot be read"));
    EXPECT_THAT(said, HasSubstr("noise.jpg: E401"));
}

TEST_F(Program, ABundleFromAStickOfAnEnrolledKiosk) {
    sandbox::EstServer server;
    server.add_claim("K7-one-time");
    place_.write("ca.pem", server.authority_pem());
    const std::string printed = run(
        fmt::format("enroll qr --url {} --site northside --ca ca.pem --code K7-one-time --out k.svg", server.url()), 0);
    const std::string kiosk = "--state-dir state --runtime-dir run --device k1 ";
    run("enroll " + kiosk + "--claim -", 0, printed);
    const auto [certificate, key] = server.signer();
    make_bundle(3, certificate, key);
    std::filesystem::create_directories(place_ / "stick");
    std::filesystem::rename(place_ / "site.bundle", place_ / "stick/site.bundle");
    const std::string apply = "bundle apply --if-awaited --from stick " + kiosk;
    EXPECT_THAT(run(apply, 0), HasSubstr("bundle 3 is in use now; it is wiped from where it came"));
    EXPECT_TRUE(std::filesystem::is_empty(place_ / "stick"));
    make_bundle(4, certificate, key);
    std::filesystem::rename(place_ / "site.bundle", place_ / "stick/site.bundle");
    EXPECT_THAT(run(apply, 0), HasSubstr("the stick is not looked at"));
    EXPECT_THAT(run("enroll " + kiosk + "status", 0), HasSubstr("bundle   3"));
    std::filesystem::create_directories(place_ / "run");
    place_.write("run/visit", "");
    {
        const auto gate = device::VisitGate::close_for_patients(place_ / "run");  // as technician mode
        ASSERT_TRUE(gate);
        EXPECT_THAT(run("bundle apply --from stick " + kiosk, 75), HasSubstr("a patient is being served"));
        const auto staff = device::StaffHere::come_in(place_ / "run");
        EXPECT_THAT(run(apply, 0), HasSubstr("bundle 4 is in use now"));
    }
    EXPECT_THAT(run("bundle apply --from stick " + kiosk, 1), HasSubstr("no file that ends with .bundle"));
    EXPECT_EQ(told("stick_applied (success) bundle=3"), 1);
    EXPECT_EQ(told("stick_applied (success) bundle=4"), 1);
    EXPECT_EQ(told("stick_refused (failure) error=E103_FileUnreadable"), 1);
}

TEST_F(Program, AClaimsNetworkAndTimeAreUsedAsInSetUpOrSaidNotToBe) {
    sandbox::EstServer server;
    server.add_claim("K7-one-time");
    place_.write("ca.pem", server.authority_pem());
    place_.write("key.txt", "a key of it\n");
    const std::string printed = run(fmt::format("enroll qr --url {} --site northside --ca ca.pem --code K7-one-time "
                                                "--time ntp.example --wifi Clinic --wifi-key-file key.txt "
                                                "--infrastructure-ca ca.pem --out k.svg",
                                                server.url()),
                                    0);
    EXPECT_THAT(printed, HasSubstr("&infrastructure=" + device::pin_of_pem(server.authority_pem()).value()));
    const std::string kiosk = "enroll --state-dir state --device k1 --hand hand.sock --claim -";
    // Nobody is there who could tell the network: it is said, and the server is asked all the same.
    const std::string alone = run(kiosk, 0, printed);
    EXPECT_THAT(alone, HasSubstr("the claim's Wi-Fi and time server are not in use"));
    EXPECT_THAT(alone, ::testing::Not(HasSubstr("a key of it")));
    EXPECT_THAT(place_.read("state/network.toml"), HasSubstr("ntp.example"));
    std::filesystem::remove_all(place_ / "state");
    server.add_claim("K7-one-time");
    flows::NotedHand hand(place_ / "hand.sock");
    EXPECT_THAT(run(kiosk, 0, printed), HasSubstr("the claim's network and time server are in use now"));
    EXPECT_EQ(hand.asked(), std::vector<std::string>{"network"});
    // What is there already is not told again, and a plan that is broken is left as it is.
    server.add_claim("K7-one-time");
    EXPECT_THAT(run(kiosk, 0, printed), ::testing::Not(HasSubstr("in use")));
    EXPECT_EQ(hand.asked().size(), 1U);
    server.add_claim("K7-one-time");
    place_.write("state/network.toml", "nonsense = [");
    EXPECT_THAT(run(kiosk, 0, printed), HasSubstr("are not in use"));
    EXPECT_EQ(place_.read("state/network.toml"), "nonsense = [");
}

TEST_F(Program, ACertificateThatIsRenewedAndOneThatIsTakenBackAreInTheJournal) {
    sandbox::EstServer server;
    server.add_claim("K7-one-time");
    server.issue_for_seconds(18);
    place_.write("ca.pem", server.authority_pem());
    const std::string printed = run(
        fmt::format("enroll qr --url {} --site northside --ca ca.pem --code K7-one-time --out k.svg", server.url()), 0);
    const std::string kiosk = "enroll --state-dir state --runtime-dir run --device k1 ";
    run(kiosk + "--claim -", 0, printed);
    run(kiosk + "renew", 0);
    EXPECT_EQ(told("certificate_renewed"), 0) << "it was not due";
    std::this_thread::sleep_for(std::chrono::seconds(13));  // two thirds of its life
    const std::string due = run(kiosk + "status", 0);
    EXPECT_THAT(due, HasSubstr("did not renew itself\n"));
    EXPECT_THAT(due, HasSubstr("\nrenewal due\n"));
    server.issue_for_seconds(90L * 86'400);
    run(kiosk + "renew", 0);
    EXPECT_EQ(told("certificate_renewed (success) days=90"), 1);
    server.revoke_all();
    EXPECT_THAT(run(kiosk + "pull", 1), HasSubstr("revoked"));
    EXPECT_THAT(run(kiosk + "pull", 1), HasSubstr("revoked"));
    EXPECT_EQ(told("certificate_revoked"), 1) << "once, however often it is tried";
}

TEST_F(Program, AKioskForgetsWhatItIsOnceItWasAskedTwice) {
    std::filesystem::create_directories(place_ / "state");
    std::filesystem::create_directories(place_ / "out");
    place_.write("state/network.toml", "a-key-of-the-wifi");
    place_.write("kiosk.toml", "");
    const std::string kiosk = "--config kiosk.toml --state-dir state --runtime-dir run --device k1 --person 5 ";
    EXPECT_THAT(run("decommission run " + kiosk, 64), HasSubstr("the journal would be lost"));
    const std::string taking = "decommission run --out out " + kiosk;
    EXPECT_THAT(run(taking, 1, "erase\n"), HasSubstr("nothing is erased"));
    EXPECT_THAT(run(taking, 1, "ERASE\nk2\n"), HasSubstr("nothing is erased"));
    EXPECT_TRUE(std::filesystem::exists(place_ / "state/network.toml"));
    EXPECT_THAT(run(taking, 0, "ERASE\nk1\n"), HasSubstr("VESTIBULE-GONE 1"));
    EXPECT_FALSE(std::filesystem::exists(place_ / "state/network.toml"));
    EXPECT_FALSE(std::filesystem::exists(place_ / "state/journal.key"));
    EXPECT_THAT(run("decommission verify out/erasure-certificate.json", 0), HasSubstr("facility IT 5"));
    EXPECT_THAT(run("journal verify out/journal.txt", 0), HasSubstr("it holds"));
    std::string changed = place_.read("out/erasure-certificate.json");
    changed.replace(changed.find("k1"), 2, "k2");
    place_.write("out/erasure-certificate.json", changed);
    EXPECT_THAT(run("decommission verify out/erasure-certificate.json", 78), HasSubstr("signature"));
}

TEST_F(Program, WhatWaitsIsWrittenOntoAStickWhileStaffAreHere) {
    std::filesystem::create_directories(place_ / "run");
    std::filesystem::create_directories(place_ / "stick");
    const std::string where = "--runtime-dir run";
    EXPECT_THAT(run("stick write stick " + where, 0), HasSubstr("nothing waits for a stick"));
    ASSERT_TRUE(device::load_stick(place_ / "run", {{"report.json", "{}"}}).ok());
    EXPECT_THAT(run("stick write stick " + where, 0), HasSubstr("nothing waits for a stick")) << "nobody is here";
    const auto staff = device::StaffHere::come_in(place_ / "run");
    EXPECT_THAT(run("stick write stick " + where, 0), HasSubstr("report.json: written"));
    EXPECT_EQ(place_.read("stick/report.json"), "{}");
    run("stick released stick " + where, 0);
    EXPECT_TRUE(device::stick_written(place_ / "run")->released);
}

TEST_F(Program, AnUpdateFromTheServerToTheOtherSlot) {
    const net::testing::Authority ca;
    ca.write(place_ / "ca.pem");
    net::testing::write_pem(ca.sign("DNS:kiosk"), place_ / "kiosk.pem");
    sandbox::Hawkbit server(ca.sign("DNS:localhost"), place_ / "ca.pem");
    server.assign("42", "99.0.0", std::string(5000, 'u'));
    const auto config = fmt::format(
        "[services]\nca_file = \"ca.pem\"\nclient_certificate = \"kiosk.pem\"\n"
        "client_key = \"kiosk.pem\"\n[fleet]\nupdates = \"{}\"\nupdate_window = \"\"\n",
        server.url());
    place_.write("kiosk.toml", config);
    place_.write(
        "rauc",
        "#!/bin/sh\ncase \"$1\" in\n"
        "status) echo '{\"slots\":[{\"r\":{\"state\":\"booted\",\"bootname\":\"A\",\"boot_status\":\"good\"}}]}' ;;\n"
        "info) echo '{\"compatible\":\"vestibule\",\"version\":\"99.0.0\"}' ;;\n"
        "install) cp \"$2\" slot; echo '100% Done' ;;\nesac\n");
    std::filesystem::permissions(place_ / "rauc", std::filesystem::perms::owner_all);
    const std::string kiosk =
        "--config kiosk.toml --state-dir state --runtime-dir run --device k1 --rauc ./rauc --hand nowhere.sock";
    std::filesystem::create_directories(place_ / "state");
    EXPECT_THAT(run("update status " + kiosk, 0), HasSubstr("slot     A, good\nupdate   idle"));
    // Debian's own version is not the kiosk's, the image's is: it decides what is newer.
    for (const char* root : {"debian/etc", "image/etc"}) std::filesystem::create_directories(place_ / root);
    place_.write("debian/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    place_.write("image/etc/os-release", "NAME=\"Vestibule\"\nID=vestibule\nVERSION_ID=20261201.0204.de52a4d2\n");
    EXPECT_THAT(run("update status --machine-root debian " + kiosk, 0), ::testing::Not(HasSubstr("version  12\n")));
    EXPECT_THAT(run("update status --machine-root image " + kiosk, 0), HasSubstr("version  20261201.0204.de52a4d2\n"));
    // The bundle is written; what cannot be asked here is the machine's new start.
    EXPECT_THAT(run("update check " + kiosk, 75), HasSubstr("E307"));
    EXPECT_EQ(place_.read("slot"), std::string(5000, 'u'));
    EXPECT_THAT(run("update status " + kiosk, 0), HasSubstr("update   restarting\naction   42, version 99.0.0"));
    EXPECT_THAT(run("update check " + kiosk, 0), HasSubstr("asked again in"));
}

TEST_F(Program, WhatIsNoConsoleIsNotMuted) {
    for (const char* device : {"input", "not-there", "/dev/ptmx"})
        EXPECT_THAT(run(fmt::format("console mute --device {}", device), 1), HasSubstr(device));
    run("console", 64);
}

TEST_F(Program, AReportWithoutReceiversSaysSo) {
    place_.write("kiosk.toml", "");
    const std::string kiosk = "--config kiosk.toml --state-dir state --device k1";
    EXPECT_THAT(run("fleet send " + kiosk, 0), HasSubstr("the settings name nobody to tell"));
    place_.write("kiosk.toml",
                 "[fleet]\nsyslog = \"nohost\"\nupdate_window = \"25:00-26:00\"\nmetrics = \"http://x\"\n");
    const std::string all = run("fleet send " + kiosk, 78);
    EXPECT_THAT(all, HasSubstr("kiosk.toml:2:10: 'syslog': expected \"host:port\", or nothing"));
    EXPECT_THAT(all, HasSubstr("expected \"HH:MM-HH:MM\", or nothing"));
    EXPECT_THAT(all, HasSubstr("expected \"https://host\", or nothing"));
}

TEST_F(Program, SaysWhatIsMissing) {
    EXPECT_THAT(run("enroll", 64), HasSubstr("--claim, qr, status, renew or pull"));
    EXPECT_THAT(run("enroll --claim rubbish --state-dir state", 64), HasSubstr("E131"));
    EXPECT_THAT(run("bundle create files --site northside --serial 1 --out x", 1), HasSubstr("E103"));
}

}  // namespace
}  // namespace vestibule::ctl
