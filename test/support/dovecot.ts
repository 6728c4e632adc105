import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { selfSigned } from '../../server/channels/email/selfSigned.ts';
import { freePort } from './freePort.ts';
import { until } from './until.ts';

const binary = '/usr/sbin/dovecot';

/** Dovecot starts its own helpers under users of its own, which takes root. */
export const dovecotPath = existsSync(binary) && process.getuid?.() === 0 ? binary : undefined;

/** A real IMAP server with one account, in a process and a directory of its own. */
export interface Dovecot {
  /** TLS from the first byte. */
  port: number;
  /** STARTTLS. */
  plainPort: number;
  user: string;
  password: string;
  /** Puts a mail into a folder, as its own mail server would. */
  deliver(mail: Buffer, folder?: string): Promise<void>;
  /** Another client at the same account. */
  client(): Promise<ImapFlow>;
  stop(): Promise<void>;
}

const configOf = (dir: string, port: number, plainPort: number) => `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = yes
login_trusted_networks =
auth_mechanisms = plain login xoauth2
mail_location = maildir:~/Maildir
mail_uid = mail
mail_gid = mail
first_valid_uid = 8
first_valid_gid = 8
namespace inbox {
  inbox = yes
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${dir}/oauth2.conf
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${dir}/home/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${plainPort}
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service anvil {
  chroot =
}
`;

/** `tokenInfo`: where it asks whose an access token is. */
export async function startDovecot(tokenInfo = 'http://127.0.0.1:9/'): Promise<Dovecot> {
  const dir = await mkdtemp(join(tmpdir(), 'baton-imap-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  const { key, cert } = selfSigned('localhost', new Date(Date.now() - 86_400_000), new Date(Date.now() + 864_000_000));
  const [user, password] = ['support@baton.test', 'a password'];
  for (const name of ['run', 'state', 'home']) await mkdir(join(dir, name));
  await chmod(dir, 0o755);
  // Its helpers are other users, and must find the way here through the folder that is the tests' own.
  const { mode } = await stat(dirname(dir));
  if ((mode & 0o001) === 0) await chmod(dirname(dir), mode | 0o011);
  await chmod(join(dir, 'home'), 0o777);
  await writeFile(join(dir, 'key.pem'), key);
  await writeFile(join(dir, 'cert.pem'), cert);
  await writeFile(join(dir, 'users'), `${user}:{PLAIN}${password}\n`, { mode: 0o644 });
  await writeFile(join(dir, 'oauth2.conf'), `tokeninfo_url = ${tokenInfo}\nusername_attribute = email\n`);
  await writeFile(join(dir, 'dovecot.conf'), configOf(dir, port, plainPort));
  const child: ChildProcess = spawn(binary, ['-F', '-c', join(dir, 'dovecot.conf')], { stdio: 'ignore' });
  const reached = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('connect', () => socket.end());
    });
  await until('Dovecot to answer', reached);

  async function client(): Promise<ImapFlow> {
    const opened = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: true,
      auth: { user, pass: password },
      tls: { rejectUnauthorized: false },
      logger: false,
    });
    opened.on('error', () => {});
    await opened.connect();
    return opened;
  }

  return {
    port,
    plainPort,
    user,
    password,
    client,
    async deliver(mail, folder = 'INBOX') {
      const one = await client();
      try {
        await one.append(folder, mail);
      } finally {
        await one.logout();
      }
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
