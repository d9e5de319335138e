import { mount } from 'svelte';
import '../styles/parvis.css';
import './desk.css';
import App from './App.svelte';

const target = document.getElementById('desk');
if (target) mount(App, { target });
