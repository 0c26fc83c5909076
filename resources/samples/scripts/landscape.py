# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mountain lake: ridges in haze, conifers, reflections, clouds, grass in front."""
import os
import sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from common import *

opt = options("landscape", 1280, 960, 16)
rng = np.random.default_rng(7)
SUN_EL, SUN_AZ = 26, -112
HAZE = (.30, .40, .54)


# ---- land: one height function for everything, in metres, camera looks along +Y
def height(x, y):
    shore = 46 + 16 * fbm(x / 60, y / 60, 4, seed=5)
    # near bank
    near = 1.7 - np.maximum(y - 4, 0) * .10 + .28 * fbm(x / 9, y / 9, 5, seed=1)
    near = near - 2.2 * np.exp(-((x - 2.5 - .12 * y) / (3 + .22 * np.maximum(y, 0))) ** 2) * np.clip((y - 4) / 9, 0, 1)
    near = near + np.clip((-x - 7) / 10, 0, 2.5) * 2.4 + np.clip((x - 10) / 10, 0, 2.5) * 3.3
    near = near - np.clip((y - 42) / 12, 0, 1) * 6
    # far shores: two flanks and the range behind
    lx = np.clip((-x - 105 - .16 * y + shore * .5) / 260, 0, 3)
    rx = np.clip((x - 150 - .20 * y + shore * .4) / 260, 0, 3)
    back = np.clip((y - 900 + 2.2 * shore) / 1100, 0, 3)
    flank = (lx ** .85 * 75 + rx ** .9 * 105) * (.55 + .5 * ridged(x / 300, y / 300, 6, seed=20))
    # a saddle in the middle lets the far peaks show
    ridge = ridged(x / 900 + 3.3, y / 900 + .9, 8, seed=40)
    peak = np.exp(-((x + 150) / 620) ** 2) * 340 + np.exp(-((x - 900) / 600) ** 2) * 210
    big = back ** 1.1 * (20 + 110 * ridge) + np.clip(back * 1.3, 0, 1) * peak * (.35 + .65 * ridge)
    # gullies down the faces
    big = big + np.clip(big / 80, 0, 1) * 16 * (ridged(x / 120 + .4 * noise2(x / 200, y / 200, 3), y / 200, 5, seed=60) - 1)
    far = np.maximum(flank, big) + np.minimum(flank, big) * .35
    far = far + 5 * fbm(x / 30, y / 30, 5, seed=9) * np.clip(far / 20, 0, 1) - 3
    return np.where(y < 60, np.maximum(near, np.where(y > 35, far, -99)), far)


def terrain(name, ys, half, n, mat):
    u = np.linspace(-1, 1, n)
    X = np.outer(half(ys), u)
    Y = np.repeat(ys[:, None], n, 1)
    Z = height(X, Y)
    return mesh(name, np.stack([X, Y, Z], -1).reshape(-1, 3), grid(len(ys), n), mat, True)


# ---- materials
t = material("mountain")
geo = t.add("NewGeometry")
slope = t.add("SeparateXYZ", Vector=geo.outputs["Normal"]).outputs[2]
pos = geo.outputs["Position"]
z = t.add("SeparateXYZ", Vector=pos).outputs[2]
n1 = t.add("TexNoise", Vector=pos, Scale=.03, Detail=10.0, Roughness=.65)
n2 = t.add("TexNoise", Vector=pos, Scale=.35, Detail=8.0, Roughness=.7)
rock = t.ramp(n1.outputs[0], [(.3, (.035, .033, .034)), (.5, (.10, .092, .085)), (.7, (.20, .185, .165))])
green = t.ramp(n2.outputs[0], [(.3, (.018, .035, .012)), (.6, (.06, .085, .025)), (.8, (.13, .13, .05))])
# snow where high and flat enough, meadow and forest low down
hz = t.math("ADD", z, t.math("MULTIPLY", t.math("SUBTRACT", n1.outputs[0], .5), 160.0))
snow_f = t.math("MULTIPLY", t.ramp(t.math("DIVIDE", hz, 1000.0), [(.26, (0, 0, 0)), (.38, (1, 1, 1))]),
                t.ramp(slope, [(.52, (0, 0, 0)), (.70, (1, 1, 1))]))
grass_f = t.math("MULTIPLY", t.ramp(t.math("DIVIDE", hz, 1000.0), [(.08, (1, 1, 1)), (.17, (0, 0, 0))]),
                 t.ramp(slope, [(.55, (0, 0, 0)), (.75, (1, 1, 1))]))
col = t.mix(snow_f, t.mix(grass_f, rock, green), (.82, .85, .9))
setp(t, Base_Color=col, Roughness=.9, Specular=.15,
     Normal=t.bump(t.math("ADD", n2.outputs[0], n1.outputs[0]), .9, 6.0))
MOUNTAIN = t.mat
haze(MOUNTAIN, HAZE, 150, 5200, 1.0, .8)

t = material("bank")
p = t.add("NewGeometry").outputs["Position"]
n = t.add("TexNoise", Vector=p, Scale=1.2, Detail=9.0, Roughness=.7)
zz = t.add("SeparateXYZ", Vector=p).outputs[2]
soil = t.ramp(n.outputs[0], [(.3, (.05, .04, .025)), (.5, (.10, .10, .035)), (.7, (.16, .15, .055))])
stone = t.ramp(n.outputs[0], [(.3, (.10, .095, .085)), (.7, (.28, .26, .23))])
setp(t, Base_Color=t.mix(t.ramp(zz, [(.25, (0, 0, 0)), (.6, (1, 1, 1))]), stone, soil), Roughness=.9,
     Specular=.2, Normal=t.bump(n.outputs[0], .8, .15))
BANK = t.mat

t = material("water")
p = t.add("Mapping", Vector=t.add("NewGeometry").outputs["Position"], Scale=(.5, 1.5, 1)).outputs[0]
w1 = t.add("TexNoise", Vector=p, Scale=.35, Detail=3.0)
w2 = t.add("TexNoise", Vector=p, Scale=2.2, Detail=2.0)
patch = t.add("TexNoise", Vector=p, Scale=.012, Detail=2.0)
calm = t.ramp(patch.outputs[0], [(.42, (.25,) * 3), (.62, (1, 1, 1))])
h = t.math("ADD", t.math("MULTIPLY", w1.outputs[0], 1.0), t.math("MULTIPLY", w2.outputs[0], .12))
setp(t, Base_Color=(.012, .035, .04), Roughness=.03, Specular=.6, IOR=1.33,
     Normal=t.bump(t.math("MULTIPLY", h, calm), .22, .5))
WATER = t.mat

NEEDLE = noisy("needles", (.018, .04, .014), (.05, .085, .025), scale=1.5, rough=.7, bump=0, spec=.2)
NEEDLE2 = noisy("needles2", (.03, .05, .012), (.08, .10, .03), scale=1.5, rough=.7, bump=0, spec=.2)
for m in (NEEDLE, NEEDLE2):
    haze(m, HAZE, 150, 5200, 1.0, .8)
BARK = noisy("bark", (.09, .06, .04), (.04, .028, .02), scale=6, bump=.6, bump_scale=12, stretch=(3, 3, .5), dist=.05)

# ---- ground and water
terrain("far", 60 + 3300 * np.linspace(0, 1, 520) ** 1.5, lambda y: 90 + y * .95, 720, MOUNTAIN)
terrain("near", np.linspace(-6, 60.5, 260), lambda y: 40 + np.maximum(y, 0) * .95, 300, BANK)
mesh("water", [(-4000, 5, 0), (4000, 5, 0), (4000, 4000, 0), (-4000, 4000, 0)], [(0, 1, 2, 3)], WATER)


# ---- conifers: a trunk and whorls of drooping branches made of needle sprays
def conifer(name, h, seed, mat, detail):
    r = np.random.default_rng(seed)
    V, F = [], []
    levels = int(h * detail)
    for k in range(levels):
        f = (k + r.random() * .8) / levels
        zc = h * (.10 + .90 * f)
        reach = h * .22 * (1 - f) ** .8 * (.75 + .5 * r.random()) + .15
        nb = int(7 + 5 * (1 - f))
        a0 = r.random() * 6.28
        for b in range(nb):
            a = a0 + 6.283 * b / nb + r.normal(0, .2)
            L = reach * (.7 + .5 * r.random())
            d = np.array([math.cos(a), math.sin(a), 0])
            s = np.array([-d[1], d[0], 0])
            droop = L * (.30 + .25 * r.random()) * (1.2 - f)
            segs = 9 if detail > 2 else 4
            for q in range(segs):
                u0, u1 = q / segs, (q + 1.25) / segs
                wd = L * (.15 if detail > 2 else .22) * (1 - .75 * u0) * (.7 + .6 * r.random())
                p0 = d * L * u0 + np.array([0, 0, zc - droop * u0 ** 1.4])
                p1 = d * L * u1 + np.array([0, 0, zc - droop * u1 ** 1.4])
                for sg in (-1, 1):
                    i = len(V)
                    tip = (p0 + p1) / 2 + s * sg * wd + d * wd * .7 - np.array([0, 0, wd * (.25 + .4 * r.random())])
                    V += [p0, p1, tip]
                    F.append((i, i + 1, i + 2))
    leaf = mesh(name, V, F, mat)
    tr = tube([(0, 0, -1), (0, 0, h * .5), (0, 0, h * .98)], [h * .018, h * .011, .01], BARK, 7)
    return hide(merge([leaf, tr], name))


big = [conifer("c%d" % i, 15 + 2 * i, i, (NEEDLE, NEEDLE2)[i % 2], 3.4) for i in range(4)]
small = [conifer("s%d" % i, 12 + 2 * i, 30 + i, (NEEDLE, NEEDLE2)[i % 2], 1.1) for i in range(3)]


def show(o, **kw):
    n = copy(o, **kw)
    n.hide_render = False
    return n


# forest on the far shores
cand = np.stack([rng.uniform(-1, 1, 60000), 80 + 1500 * rng.random(60000) ** 1.3], -1)
cand[:, 0] *= 60 + cand[:, 1] * .75
hz = height(cand[:, 0], cand[:, 1])
e = 3.0
gx = (height(cand[:, 0] + e, cand[:, 1]) - hz) / e
gy = (height(cand[:, 0], cand[:, 1] + e) - hz) / e
dens = fbm(cand[:, 0] / 90, cand[:, 1] / 90, 4, seed=77)
ok = (hz > 1.0) & (hz < 85 + 40 * dens) & (np.hypot(gx, gy) < 1.1) & (dens + (hz < 14) * .3 > -.12)
cand, hz = cand[ok][:5000], hz[ok][:5000]
for (x, y), zz_ in zip(cand, hz):
    s = rng.uniform(.55, 1.15)
    show(small[rng.integers(3)], loc=(x, y, zz_ - .3), rot=(0, 0, rng.uniform(0, 6.28)), scale=(s, s, s * rng.uniform(.9, 1.2)))
# framing trees, near
for x, y, s, k in [(-11.5, 25, 1.0, 2), (-15.5, 30, .8, 0), (-8.8, 33, .52, 1), (-19, 24, 1.05, 3),
                   (17.5, 36, .62, 1), (20.5, 33, .8, 3), (24, 37, .95, 2), (-13, 37, .45, 3)]:
    zz_ = float(height(np.array([x * 1.0]), np.array([y * 1.0]))[0])
    show(big[k], loc=(x, y, zz_ - .1), rot=(rng.normal(0, .02), 0, rng.uniform(0, 6)), scale=s)

# ---- rocks on the shore
STONE = noisy("stone", (.30, .28, .25), (.12, .115, .10), scale=2.5, rough=.85, bump=.7, bump_scale=9, dist=.06)
rocks = []
for i in range(4):
    bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=5, radius=1)
    o = bpy.context.object
    v = np.empty(len(o.data.vertices) * 3)
    o.data.vertices.foreach_get("co", v)
    v = v.reshape(-1, 3)
    d = 1 + .35 * fbm(v[:, 0] * 1.3 + i * 9, v[:, 1] * 1.3 + v[:, 2], 5, seed=i)
    d = np.minimum(d, 1.02 + .06 * fbm(v[:, 0] * 3, v[:, 2] * 3 + i, 4))
    v = v * d[:, None] * (1.2, 1.0, .62)
    o.data.vertices.foreach_set("co", v.ravel())
    o.data.materials.append(STONE)
    o.data.polygons.foreach_set("use_smooth", [True] * len(o.data.polygons))
    rocks.append(hide(o))
for i in range(150):
    x, y = rng.uniform(-26, 30), rng.uniform(11, 26)
    zz_ = float(height(np.array([x]), np.array([y]))[0])
    if -.5 < zz_ < .75:
        show(rocks[rng.integers(4)], loc=(x, y, zz_), rot=(rng.normal(0, .2), rng.normal(0, .2), rng.uniform(0, 6)),
             scale=float(.10 + .55 * rng.random() ** 4))
for x, y, s in [(3.4, 12.2, .75), (4.9, 13.0, .5), (-3.0, 15.5, .6), (1.8, 18.5, .55), (6.7, 17.0, .8), (2.6, 11.3, .3)]:
    zz_ = float(height(np.array([x]), np.array([y]))[0])
    show(rocks[int(s * 7) % 4], loc=(x, y, max(zz_, -.1) + .1 * s), rot=(0, 0, x * 3), scale=s)

# ---- grass: clumps of bent blades, some with seed heads, and flowers
G = []
for i, (a, b) in enumerate([((.045, .075, .018), (.12, .14, .04)), ((.10, .115, .03), (.22, .19, .07)),
                            ((.06, .09, .02), (.15, .155, .045))]):
    t = material("grass%d" % i)
    oi = t.add("ObjectInfo").outputs["Random"]
    setp(t, Base_Color=t.mix(oi, a, b), Roughness=.6, Specular=.25, Transmission=0.0)
    tr = t.add("BsdfTranslucent", Color=t.mix(oi, a, b))
    mx = t.add("MixShader", Fac=.35)
    t.nt.links.new(t.bsdf.outputs[0], mx.inputs[1])
    t.nt.links.new(tr.outputs[0], mx.inputs[2])
    t.nt.links.new(mx.outputs[0], t.out.inputs[0])
    G.append(t.mat)
SEED = noisy("seed", (.30, .24, .12), (.2, .15, .07), bump=0)


def clump(i, n, hgt):
    r = np.random.default_rng(100 + i)
    V, F = [], []
    for b in range(n):
        o = np.append(r.normal(0, .14, 2), 0)
        a, L, bend = r.uniform(0, 6.28), hgt * r.uniform(.5, 1.2), r.uniform(.15, .75)
        d = np.array([math.cos(a), math.sin(a), 0])
        s = np.array([-d[1], d[0], 0])
        w = .0045 * r.uniform(.7, 1.4)
        i0 = len(V)
        for q in range(6):
            u = q / 5
            c = o + d * L * bend * u ** 2 + np.array([0, 0, L * (u - .3 * bend * u ** 2)])
            V += [c - s * w * (1 - u ** 2), c + s * w * (1 - u ** 2)]
            if q:
                F.append((i0 + 2 * q - 2, i0 + 2 * q - 1, i0 + 2 * q + 1, i0 + 2 * q))
    return hide(mesh("clump%d" % i, V, F, G[i % 3]))


clumps = [clump(i, 75, (.30, .42, .52)[i % 3]) for i in range(6)]
for i in range(3200):
    y = 2.2 + 20 * rng.random() ** 1.6
    x = rng.uniform(-1, 1) * (2.2 + y * .75)
    zz_ = float(height(np.array([x]), np.array([y]))[0])
    if zz_ < .3 or noise2(np.array([x / 2.0]), np.array([y / 2.0]), 3)[0] < -.45:
        continue
    show(clumps[rng.integers(6)], loc=(x, y, zz_ - .02), rot=(rng.normal(0, .12), rng.normal(0, .12), rng.uniform(0, 6.28)),
         scale=float(rng.uniform(.6, 1.15)))

PETAL = [noisy("petal%d" % i, c, c, bump=0) for i, c in enumerate([(.75, .72, .62), (.72, .50, .06), (.42, .20, .55)])]
for i in range(170):
    y = 2.6 + 8 * rng.random() ** 1.5
    x = rng.uniform(-1, 1) * (1.5 + y * .6)
    zz_ = float(height(np.array([x]), np.array([y]))[0])
    if zz_ < .5:
        continue
    h = rng.uniform(.3, .5)
    V, F = [(0, 0, 0)], []
    np_ = 8
    for q in range(np_):
        a = 6.283 * q / np_
        for da, rr in ((-.32, .018), (0, .026), (.32, .018)):
            V.append((rr * math.cos(a + da), rr * math.sin(a + da), .004))
        k = len(V)
        F.append((0, k - 3, k - 2, k - 1))
    o = mesh("flower", V, F, PETAL[i % 3])
    o.location = (x, y, zz_ + h)
    o.rotation_euler = (rng.normal(.5, .3), rng.normal(0, .3), rng.uniform(0, 6))
    tube([(x, y, zz_), (x + .01, y, zz_ + h * .5), (x, y, zz_ + h)], .0025, G[0], 4)

# ---- light and camera
sky(SUN_EL, SUN_AZ, .16, clouds=.97, cloud_scale=1.15, cover=.54, seed=4.2, dust=1.2)
sun(SUN_EL, SUN_AZ, 4.2, (1, .86, .68), .7)
camera((0.4, -1.6, 3.5), (0, 60, 7.6), lens=30)
render(opt, .6, 3, exposure=.6, look='High Contrast', saturation=1.12)
