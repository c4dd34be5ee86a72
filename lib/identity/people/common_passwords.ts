/** Passwords of eight characters and more that head every published list of leaked ones. */
const COMMON = new Set(
  `00000000 01234567 0123456789 0987654321 11111111 111111111 1111111111 11223344 112233445566
  12121212 123123123 123123456 12341234 12344321 1234554321 12345678 123456789 1234567890
  12345678910 123456789a 123456abc 1234abcd 1234qwer 123654789 123qweasd 123qweasdzxc 1357924680
  147258369 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2
  20202020 22222222 31415926 33333333 44444444 55555555 66666666 77777777 87654321 88888888
  963852741 987654321 9876543210 99999999 a1234567 a12345678 a123456789 a1b2c3d4 aa123456 aaaaaaaa
  aaaaaaaaaa abc12345 abc123456 abcabcabc abcd1234 abcdefgh abcdefghi access14 administrator
  adminadmin admin123 admin1234 admin12345 admin123456 airplane alexander american anderson
  asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl asdfghjkl123 azertyuiop babygirl barcelona
  baseball basketball bigdaddy blink182 bluebird brooklyn butterfly caroline changeme changeme123
  charlie1 chocolate christian computer consumer corvette cristina dallas123 danielle diamond1
  dolphins download dragon123 einstein elephant elizabeth everyone facebook fernando firebird
  florence football football1 forever1 forever21 freedom1 fuckyou1 fuckyou123 garfield gfhjkm123
  goodluck google123 hahahaha hallo123 handball happy123 hardcore hello123 hellohello hello1234
  heslo1234 hunter123 iloveyou iloveyou1 iloveyou123 iloveyou2 internet isabella jennifer jessica1
  jonathan jordan23 jupiter1 kristina k1234567 lastlast letmein1 letmein123 liverpool liverpool1
  lovelove love1234 loveyou1 manchester marlboro master123 maverick mercedes metallica michael1
  michelle midnight mistress monkey12 monkey123 motherfucker mustang1 myspace1 naruto123 newyork1
  nicholas nintendo november october1 p4ssw0rd p@ssw0rd p@ssword parola12 pass1234 pass12345
  passport passw0rd passwort passwort1 password password! password1 password1! password12
  password123 password1234 password2 password3 patricia penguin1 platinum playstation pokemon1
  princess princess1 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx123 qazwsxedc qq123456 qqqqqqqq
  qwaszx12 qweasdzxc qwer1234 qwerasdf qwert123 qwert1234 qwerty12 qwerty123 qwerty1234
  qwerty12345 qwertyui qwertyuiop qwertz123 qwertzuiop rainbow1 rammstein rockstar samantha
  samsung1 scorpion secret123 security september service1 shadow12 sharon12 softball
  spiderman starwars starwars1 steelers stephanie success1 sunshine sunshine1 superman superman1
  superstar swordfish temp1234 test1234 testtest test12345 thailand thunder1 tinkerbell trustno1
  undertaker unicorn1 veronica victoria warcraft welcome1 welcome123 welcome1234 westside
  whatever whatever1 william1 winner123 xxxxxxxx yankees1 yellow12 zaq12wsx zaq1zaq1 zxcvbnm1
  zxcvbnm123 zzzzzzzz epicme123 journal1 journal123 mypassword mypassword1 correcthorsebatterystaple`
    .split(/\s+/),
);

/** Whether a lower-case password is on the list. */
export function isCommonPassword(password: string): boolean {
  return COMMON.has(password);
}
