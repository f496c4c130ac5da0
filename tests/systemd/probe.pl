# probe - run in the place of a unit's program: tries what the unit forbids, and says what came of it.
use strict;
use Socket;
use POSIX ();

sub said { my ($what, $can) = @_; print "probe: $what: ", $can ? "yes" : "no", "\n"; }
sub writes { my ($file) = @_; return open(my $out, '>', $file) ? 1 : 0; }
sub reads {
    my ($file) = @_;
    open(my $in, '<', $file) or return 0;
    return defined(sysread($in, my $text, 1));
}

said("writes $_/probe", writes("$_/probe")) for qw(/etc /usr /var /var/lib /root /dev /sys /boot);
said("writes the homes", writes("/home" . "/probe"));
said("writes its runtime folder", writes("/run/vestibule/probe") && unlink("/run/vestibule/probe"));
said("writes /proc/sys/kernel/sysrq", writes("/proc/sys/kernel/sysrq"));
said("reads the environment of process 1", reads("/proc/1/environ"));
said("sees process 1", -d "/proc/1");
said("reads /dev/kmsg", reads("/dev/kmsg"));
said("reads /dev/mem", reads("/dev/mem"));
said("opens /dev/fuse", reads("/dev/fuse"));
said("reads a home", opendir(my $home, "/root"));
said("is root", $> == 0);
said("becomes root", POSIX::setuid(0));
said("may write a core", (grep { /^Max core file size\s+[1-9u]/ } do { open(my $l, '<', "/proc/self/limits"); <$l> }) > 0);
# The numbers of unshare and mount.
my ($unshare, $mount) = (POSIX::uname())[4] eq 'aarch64' ? (97, 40) : (272, 165);
my ($from, $to, $type, $new_user) = ("none", "/tmp", "tmpfs", 0x10000000);
said("makes namespaces", syscall($unshare, $new_user) == 0);
said("mounts", syscall($mount, $from, $to, $type, 0, 0) == 0);
said("sees other files in /tmp", (grep { !/^\.\.?$/ } do { opendir(my $t, "/tmp"); readdir($t) }) > 0);

my $any = socket(my $listener, AF_INET, SOCK_STREAM, 0);
said("makes internet sockets", $any);
said("binds a port", $any && bind($listener, pack_sockaddr_in(8080, INADDR_ANY)));
said("makes raw sockets", socket(my $raw, AF_INET, SOCK_RAW, 1));
said("makes packet sockets", socket(my $packet, 17, SOCK_RAW, 0));
said("gains privileges", (grep { /^NoNewPrivs:\s+0/ } do { open(my $s, '<', "/proc/self/status"); <$s> }) > 0);
